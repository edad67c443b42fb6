import { memo, useMemo } from "react";
import { Line, LineChart as Lines, ResponsiveContainer, YAxis } from "recharts";
import type { WorkerSeries } from "../../series/worker-series.ts";
import { chartPoints } from "./chart-points.ts";
import { topOf, type ChartView } from "./chart-views.ts";

/** A line at 0 or at the top must not lose half of its width to the edge. */
const MARGIN = { top: 2, right: 0, bottom: 2, left: 0 };

/** The lines alone: what follows the pointer lies over them, so that they are drawn once a second. */
export const LineChart = memo(function LineChart(props: { view: ChartView; series: WorkerSeries }) {
  const { view, series } = props;
  const points = useMemo(() => chartPoints(view, series), [view, series]);
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 420, height: 88 }}>
      <Lines data={points} margin={MARGIN} accessibilityLayer={false}>
        <YAxis hide yAxisId="left" domain={[0, topOf(view, "left", series)]} allowDataOverflow />
        <YAxis hide yAxisId="right" domain={[0, topOf(view, "right", series)]} allowDataOverflow />
        {view.lines.map(({ metric, color, dashes, side }) => (
          <Line
            key={metric}
            dataKey={metric}
            yAxisId={side}
            type="linear"
            stroke={color}
            strokeWidth={1.5}
            strokeDasharray={dashes}
            strokeLinecap="round"
            connectNulls={false}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </Lines>
    </ResponsiveContainer>
  );
});
