import { memo, type FocusEvent, type KeyboardEvent, type PointerEvent } from "react";
import { formatTimeOfDay } from "../../format/time-of-day.ts";
import { joinQuantity } from "../../format/quantity.ts";
import {
  indexAt,
  momentAtShare,
  movedCursor,
  percent,
  shareAt,
  type Span,
} from "../../series/cursor.ts";
import type { WorkerSeries } from "../../series/worker-series.ts";
import { explains } from "../../ui/explain.tsx";
import { axisOf, chartWords, topOf, valueWords, type ChartView, type Side } from "./chart-views.ts";
import styles from "./charts.module.css";
import type { EndMark } from "./life-marks.ts";
import { LineChart } from "./line-chart.tsx";

export interface ChartCardProps {
  readonly view: ChartView;
  readonly series: WorkerSeries;
  readonly span: Span;
  /** The moment that all charts show; null is the newest one. */
  readonly cursorAt: number | null;
  readonly onCursor: (at: number | null) => void;
  readonly ends: readonly EndMark[];
}

export const ChartCard = memo(function ChartCard(props: ChartCardProps) {
  const { view, series, span, cursorAt, onCursor, ends } = props;
  const newest = span.seconds - 1;
  const index = (cursorAt === null ? null : indexAt(cursorAt, span)) ?? newest;

  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) onCursor(momentAtShare((event.clientX - left) / width, span));
  };
  const leave = (event: PointerEvent<HTMLElement>) => {
    // A finger leaves as it lifts, and what it pointed at is still being read.
    if (event.pointerType === "mouse") onCursor(null);
  };
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const at = movedCursor(cursorAt, event.key, span);
    if (at === null) return;
    event.preventDefault();
    onCursor(at);
  };

  return (
    <figure className={styles.card} aria-label={view.label}>
      <figcaption className={styles.head}>
        <button type="button" className={styles.label} {...explains(view.explained)}>
          {view.label}
        </button>
        <Legend view={view} series={series} index={index} />
      </figcaption>
      <div className={styles.frame}>
        <Axis view={view} series={series} side="left" />
        <div
          className={styles.plot}
          // Along a chart one moves as along a slider; an <input> could not hold the lines.
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          role="slider"
          tabIndex={0}
          aria-label={`${view.label} over the last five minutes`}
          aria-valuemin={0}
          aria-valuemax={newest}
          aria-valuenow={index}
          aria-valuetext={`${formatTimeOfDay(cursorAt ?? span.endsAt)}: ${chartWords(view, series, index)}`}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={leave}
          onKeyDown={move}
          onBlur={(event: FocusEvent<HTMLElement>) => {
            // To the next chart the cursor goes along.
            if (!isPlot(event.relatedTarget)) onCursor(null);
          }}
        >
          <LineChart view={view} series={series} />
          {ends.map(({ kind, at, share }) => (
            <i key={at} className={styles.end} data-kind={kind} style={{ left: percent(share) }} />
          ))}
          {cursorAt !== null && (
            <i className={styles.cursor} style={{ left: percent(shareAt(cursorAt, span)) }} />
          )}
        </div>
        {view.right !== null && <Axis view={view} series={series} side="right" />}
      </div>
    </figure>
  );
});

function Legend(props: { view: ChartView; series: WorkerSeries; index: number }) {
  const { view, series, index } = props;
  return (
    <ul className={styles.legend}>
      {view.lines.map((line) => (
        <li key={line.metric}>
          <svg width="14" height="8" aria-hidden="true">
            <path
              d="M0 4h14"
              stroke={line.color}
              strokeWidth="2"
              strokeDasharray={line.dashes}
              strokeLinecap="round"
            />
          </svg>
          {line.label} <b>{valueWords(view, line, series, index)}</b>
        </li>
      ))}
    </ul>
  );
}

const Axis = memo(function Axis(props: { view: ChartView; series: WorkerSeries; side: Side }) {
  const { view, series, side } = props;
  const top = topOf(view, side, series);
  const words = (value: number) =>
    joinQuantity(axisOf(view, side).quantity(value)).replace(".0 ", " ");
  return (
    <div className={styles.axis} data-side={side} aria-hidden="true">
      <span>{words(top)}</span>
      <span>{words(top / 2)}</span>
      <span>0</span>
    </div>
  );
});

function isPlot(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`.${styles.plot}`) !== null;
}
