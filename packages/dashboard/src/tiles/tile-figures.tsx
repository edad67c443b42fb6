import type { LastExit, WorkerMetrics } from "@clusterdeck/shared";
import type { RefObject } from "react";
import { useRowFigures } from "../deck-context.ts";
import { formatCount } from "../format/number.ts";
import { emptyColumn } from "../series/column.ts";
import type { WorkerRow } from "../store/deck.ts";
import { explains } from "../ui/explain.tsx";
import { useOnScreen } from "../ui/use-on-screen.ts";
import type { Density } from "./density.ts";
import { Sparkline } from "./sparkline.tsx";
import { TileError } from "./tile-error.tsx";
import { TileMetrics } from "./tile-metrics.tsx";
import styles from "./tile.module.css";

const NO_SERIES = emptyColumn(2);

export interface TileFiguresProps {
  readonly row: WorkerRow;
  readonly tile: RefObject<HTMLElement | null>;
  readonly density: Density;
  /** Shown in the place of what a process would measure. */
  readonly error: LastExit | null;
}

/** The part of a tile that is drawn anew each second, apart from the rest, which is not. */
export function TileFigures({ row, tile, density, error }: TileFiguresProps) {
  const { latest, requestsPerSecond } = useRowFigures(row, {
    isFollowed: useOnScreen(tile),
    // A hundred tiles on the screen would else be laid out in one frame.
    isLate: density === "dense" && row.slot % 2 === 0,
  });
  return (
    <>
      <div className={styles.rate} {...explains("requests")}>
        <p>
          <b>{formatCount(latest?.requestsPerSecond ?? null)}</b>
          <span className={styles.unit}>req/s</span>
        </p>
        <Sparkline column={requestsPerSecond ?? NO_SERIES} />
      </div>
      {density !== "dense" && <Measured metrics={latest} error={error} />}
    </>
  );
}

function Measured(props: { metrics: WorkerMetrics | null; error: LastExit | null }) {
  const { metrics, error } = props;
  return error === null ? <TileMetrics metrics={metrics} /> : <TileError exit={error} />;
}
