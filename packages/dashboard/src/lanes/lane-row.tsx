import { formatElapsed } from "../format/duration.ts";
import { plural } from "../format/number.ts";
import { STATE_WORDS } from "../format/state-words.ts";
import { formatPreciseTimeOfDay, formatTimeOfDay } from "../format/time-of-day.ts";
import styles from "./lanes.module.css";
import { laneSummary, percentAt, type Lane, type Segment, type Window } from "./segments.ts";

/** A short stretch, such as a start of 60 ms in five minutes, must still be seen. */
const THINNEST_PERCENT = 0.25;

export function LaneRow({ lane, window }: { lane: Lane; window: Window }) {
  return (
    <div className={styles.row}>
      <span className={styles.name}>#{lane.slot}</span>
      {/* A picture made of boxes. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div className={styles.lane} role="img" aria-label={laneLabel(lane)}>
        {lane.segments.map((segment) => {
          const left = percentAt(segment.from, window);
          const width = percentAt(segment.to, window) - left;
          return (
            <span
              key={`${segment.generation}-${segment.state}-${segment.from}`}
              className={styles.segment}
              data-state={segment.state}
              style={{ left: `${left}%`, width: `${Math.max(width, THINNEST_PERCENT)}%` }}
              title={segmentStory(segment)}
            />
          );
        })}
        {lane.marks.map((mark) => (
          <span
            key={mark.id}
            className={styles.mark}
            data-kind={mark.kind}
            style={{ left: `${percentAt(mark.at, window)}%` }}
            title={`${formatPreciseTimeOfDay(mark.at)} · ${mark.message} (${mark.by})`}
          />
        ))}
      </div>
    </div>
  );
}

function segmentStory({ state, from, to, pid, generation }: Segment): string {
  const process = pid === null ? "no process" : `pid ${pid}`;
  return `${STATE_WORDS[state].word} · ${formatTimeOfDay(from)} to ${formatTimeOfDay(to)} (${formatElapsed(to - from)}) · ${process} · g${generation}`;
}

function laneLabel(lane: Lane): string {
  const { state, ends } = laneSummary(lane);
  const marks = ends === 0 ? "" : `, ${plural(ends, "kill or crash", "kills and crashes")}`;
  return `Worker ${lane.slot} over the last five minutes: now ${state}${marks}`;
}
