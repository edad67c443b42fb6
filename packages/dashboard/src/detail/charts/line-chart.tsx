import { memo, useMemo } from "react";
import { LineChart as Chart, ResponsiveContainer, usePlotArea } from "recharts";
import { PLOT_MARGIN } from "../../series/chart-edges.ts";
import type { Column } from "../../series/column.ts";
import { sparklinePaths } from "../../series/sparkline.ts";
import type { WorkerSeries } from "../../series/worker-series.ts";
import { topOf, type ChartView, type LineView } from "./chart-views.ts";

/** The lines alone: what follows the pointer lies over them, so that they are drawn once a second. */
export const LineChart = memo(function LineChart(props: { view: ChartView; series: WorkerSeries }) {
  const { view, series } = props;
  return (
    <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 420, height: 88 }}>
      <Chart margin={PLOT_MARGIN} accessibilityLayer={false}>
        {view.lines.map((line) => (
          <SeriesLine
            key={line.metric}
            line={line}
            column={series.columns[line.metric]}
            top={topOf(view, line.side, series)}
          />
        ))}
      </Chart>
    </ResponsiveContainer>
  );
});

interface SeriesLineProps {
  readonly line: LineView;
  readonly column: Column;
  readonly top: number;
}

/**
 * In the place of recharts' own line, which makes two objects of each point at each second, for labels
 * that these have none of: with 13 lines of 300 points, half of what the page did.
 */
function SeriesLine({ line: { color, dashes }, column, top }: SeriesLineProps) {
  const { x = 0, y = 0, width = 0, height = 0 } = usePlotArea() ?? {};
  const { line } = useMemo(
    () => sparklinePaths(column, { width, height, top }),
    [column, width, height, top],
  );
  return (
    <path
      d={line}
      transform={`translate(${x} ${y})`}
      fill="none"
      stroke={color}
      strokeWidth={1.5}
      strokeDasharray={dashes}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  );
}
