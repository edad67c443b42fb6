import type { LastExit } from "@clusterdeck/shared";
import { useMemo, useState } from "react";
import { formatElapsed } from "../../format/duration.ts";
import { formatFullTime, formatTimeOfDay } from "../../format/time-of-day.ts";
import { indexAt, type Span } from "../../series/cursor.ts";
import type { WorkerSeries } from "../../series/worker-series.ts";
import { ChartCard } from "./chart-card.tsx";
import { CHART_VIEWS } from "./chart-views.ts";
import styles from "./charts.module.css";
import { birthMarks, endMarks, wordsAt, type EndMark } from "./life-marks.ts";
import { TimeAxis } from "./time-axis.tsx";

export interface ChartListProps {
  readonly series: WorkerSeries;
  readonly lives: readonly LastExit[];
  /** The process that is there now; null for none. */
  readonly current: { readonly generation: number; readonly startedAt: number } | null;
  readonly isLive: boolean;
}

export function ChartList({ series, lives, current, isLive }: ChartListProps) {
  const { endsAt } = series;
  const seconds = series.columns.cpuPercent.length;
  const span = useMemo(() => ({ endsAt, seconds }), [endsAt, seconds]);
  const [wanted, setWanted] = useState<number | null>(null);
  // Time goes on under a cursor that stands: in the end it leaves the window.
  const cursorAt = wanted !== null && indexAt(wanted, span) !== null ? wanted : null;
  const ends = useMemo(() => endMarks(lives, span), [lives, span]);
  const births = useMemo(() => birthMarks(lives, current, span), [lives, current, span]);

  return (
    <div className={styles.list}>
      <Moment at={cursorAt} span={span} ends={ends} isLive={isLive} />
      {CHART_VIEWS.map((view) => (
        <ChartCard
          key={view.label}
          view={view}
          series={series}
          span={span}
          cursorAt={cursorAt}
          onCursor={setWanted}
          ends={ends}
        />
      ))}
      <TimeAxis span={span} ends={ends} births={births} isLive={isLive} />
    </div>
  );
}

interface MomentProps {
  readonly at: number | null;
  readonly span: Span;
  readonly ends: readonly EndMark[];
  readonly isLive: boolean;
}

/** Which second the figures are of. */
function Moment({ at, span, ends, isLive }: MomentProps) {
  const shownAt = at ?? span.endsAt;
  const agoMs = span.endsAt - shownAt;
  const happened = at === null ? [] : wordsAt(ends, at, span);
  return (
    <p className={styles.moment}>
      <time dateTime={new Date(shownAt).toISOString()} title={formatFullTime(shownAt)}>
        {formatTimeOfDay(shownAt)}
      </time>
      {at === null ? (
        <span>{isLive ? "the last second" : "the last second that is known"}</span>
      ) : (
        <span>{formatElapsed(agoMs)} ago</span>
      )}
      {happened.map((words) => (
        <b key={words}>{words}</b>
      ))}
    </p>
  );
}
