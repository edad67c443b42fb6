import { formatPreciseTimeOfDay, formatTimeOfDay } from "../../format/time-of-day.ts";
import { percent, type Span } from "../../series/cursor.ts";
import styles from "./charts.module.css";
import type { BirthMark, EndMark } from "./life-marks.ts";

export interface TimeAxisProps {
  readonly span: Span;
  readonly ends: readonly EndMark[];
  readonly births: readonly BirthMark[];
  readonly isLive: boolean;
}

/** One for all the charts: when each process ended, when its successor began, and the minutes. */
export function TimeAxis({ span, ends, births, isLive }: TimeAxisProps) {
  return (
    <div className={styles.time} aria-hidden="true">
      <div className={styles.marks}>
        {births.map(({ generation, at, share }) => (
          <span
            key={generation}
            className={styles.birth}
            style={{ left: percent(share) }}
            title={`${formatPreciseTimeOfDay(at)} · g${generation} started`}
          >
            g{generation}
          </span>
        ))}
        {ends.map(({ kind, at, share, words }) => (
          <i
            key={words}
            data-kind={kind}
            style={{ left: percent(share) }}
            title={`${formatPreciseTimeOfDay(at)} · ${words}`}
          />
        ))}
      </div>
      <div className={styles.minutes}>
        <span>−5 min</span>
        <span>−4</span>
        <span>−3</span>
        <span>−2</span>
        {/* The time is too long to stand beside it. */}
        <span>{isLive && "−1"}</span>
        <span>{isLive ? "now" : formatTimeOfDay(span.endsAt)}</span>
      </div>
    </div>
  );
}
