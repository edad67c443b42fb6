import { memo, useMemo } from "react";
import { peakOf, type Column } from "../series/column.ts";
import { niceCeiling, sparklinePaths } from "../series/sparkline.ts";
import styles from "./tile.module.css";

const WIDTH = 120;
const HEIGHT = 32;
/** A worker that serves next to nothing should not look as busy as one at its limit. */
const SMALLEST_TOP = 5;

export const Sparkline = memo(function Sparkline({ column }: { column: Column }) {
  const { line, area } = useMemo(() => {
    const top = niceCeiling(peakOf(column), SMALLEST_TOP);
    return sparklinePaths(column, { width: WIDTH, height: HEIGHT, top });
  }, [column]);
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={area} className={styles.sparkArea} />
      <path d={line} className={styles.sparkLine} vectorEffect="non-scaling-stroke" />
    </svg>
  );
});
