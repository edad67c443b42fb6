/** Imported lazily alone: recharts, which the panel's charts share, is as heavy as the first view. */
import { memo, useId, useMemo } from "react";
import { Area, AreaChart, ResponsiveContainer, Tooltip, YAxis } from "recharts";
import { formatTimeOfDay } from "../format/time-of-day.ts";
import { PLOT_MARGIN } from "../series/chart-edges.ts";
import type { Column } from "../series/column.ts";
import { TotalShade } from "./total-shade.tsx";
import { chartTop, inWords, type TotalView } from "./total-views.ts";
import styles from "./totals.module.css";

// The same objects at each drawing: recharts takes a new one for a new setting, and draws again for it.
const CURSOR = { stroke: "var(--border-strong)" };
const MAY_LEAVE = { x: false, y: true };

interface Point {
  readonly at: number;
  readonly value: number | null;
}

export interface TotalChartProps {
  readonly view: TotalView;
  readonly column: Column;
  /** When the last second of the column was taken. */
  readonly endsAt: number;
  readonly cores: number;
}

export default memo(function TotalChart({ view, column, endsAt, cores }: TotalChartProps) {
  const shadeId = useId();
  const points = useMemo(() => pointsOf(column, endsAt), [column, endsAt]);
  const top = chartTop(view, column);
  const domain = useMemo<[number, number]>(() => [0, top], [top]);
  const tip = useMemo(() => <ChartTip view={view} cores={cores} />, [view, cores]);
  const activeDot = useMemo(() => ({ r: 3, strokeWidth: 0, fill: view.color }), [view]);

  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 240, height: 52 }}>
      <AreaChart data={points} margin={PLOT_MARGIN} accessibilityLayer={false}>
        <defs>
          <TotalShade id={shadeId} color={view.color} />
        </defs>
        <YAxis hide domain={domain} />
        <Tooltip
          isAnimationActive={false}
          cursor={CURSOR}
          allowEscapeViewBox={MAY_LEAVE}
          content={tip}
        />
        <Area
          dataKey="value"
          type="linear"
          stroke={view.color}
          strokeWidth={1.5}
          fill={`url(#${shadeId})`}
          isAnimationActive={false}
          dot={false}
          activeDot={activeDot}
        />
      </AreaChart>
    </ResponsiveContainer>
  );
});

interface ChartTipProps {
  readonly view: TotalView;
  readonly cores: number;
  /** Set by recharts. */
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: unknown }[];
}

function ChartTip({ view, cores, active = false, payload }: ChartTipProps) {
  const point = payload?.[0]?.payload as Point | undefined;
  if (!active || point === undefined) return null;
  return (
    <div className={styles.tip}>
      <b>{inWords(view, point.value, cores)}</b> {formatTimeOfDay(point.at)}
    </div>
  );
}

function pointsOf(column: Column, endsAt: number): Point[] {
  const last = column.length - 1;
  return Array.from(column, (value, index) => ({
    at: endsAt - (last - index) * 1000,
    value: Number.isNaN(value) ? null : value,
  }));
}
