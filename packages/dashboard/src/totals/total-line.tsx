import { memo, useMemo } from "react";
import type { Column } from "../series/column.ts";
import { sparklinePaths } from "../series/sparkline.ts";
import { chartTop, type TotalView } from "./total-views.ts";
import styles from "./totals.module.css";

const WIDTH = 240;
const HEIGHT = 48;

/** What stands in the chart's place until its code has come: the same line, without a tip. */
export const TotalLine = memo(function TotalLine(props: { view: TotalView; column: Column }) {
  const { view, column } = props;
  const { line, area } = useMemo(
    () => sparklinePaths(column, { width: WIDTH, height: HEIGHT, top: chartTop(view, column) }),
    [view, column],
  );
  return (
    <svg
      className={styles.line}
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={area} fill={view.color} opacity={0.17} />
      <path
        d={line}
        fill="none"
        stroke={view.color}
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
});
