import { memo, useId, useMemo } from "react";
import type { Column } from "../series/column.ts";
import { sparklinePaths } from "../series/sparkline.ts";
import { chartTop, type TotalView } from "./total-views.ts";
import { TotalShade } from "./total-shade.tsx";
import styles from "./totals.module.css";

const WIDTH = 240;
const HEIGHT = 48;

/** The chart's line, without a tip: what is drawn each second where nobody points. */
export const TotalLine = memo(function TotalLine(props: { view: TotalView; column: Column }) {
  const { view, column } = props;
  const shadeId = useId();
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
      <defs>
        <TotalShade id={shadeId} color={view.color} />
      </defs>
      <path d={area} fill={`url(#${shadeId})`} />
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
