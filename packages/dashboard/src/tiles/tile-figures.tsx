import type { LastExit } from "@clusterdeck/shared";
import { useRowFigures } from "../deck-context.ts";
import { formatCount } from "../format/number.ts";
import { emptyColumn } from "../series/column.ts";
import type { WorkerRow } from "../store/deck.ts";
import { explains } from "../ui/explain.tsx";
import { Sparkline } from "./sparkline.tsx";
import { TileError } from "./tile-error.tsx";
import { TileMetrics } from "./tile-metrics.tsx";
import styles from "./tile.module.css";

const NO_SERIES = emptyColumn(2);

export interface TileFiguresProps {
  readonly row: WorkerRow;
  readonly isFollowed: boolean;
  /** Shown in the place of what a process would measure. */
  readonly error: LastExit | null;
}

/** The part of a tile that is drawn anew each second, apart from the rest, which is not. */
export function TileFigures({ row, isFollowed, error }: TileFiguresProps) {
  const { latest, requestsPerSecond } = useRowFigures(row, isFollowed);
  return (
    <>
      <div className={styles.rate} {...explains("requests")}>
        <p>
          <b>{formatCount(latest?.requestsPerSecond ?? null)}</b>
          <span className={styles.unit}>req/s</span>
        </p>
        <Sparkline column={requestsPerSecond ?? NO_SERIES} />
      </div>
      {error === null ? <TileMetrics metrics={latest} /> : <TileError exit={error} />}
    </>
  );
}
