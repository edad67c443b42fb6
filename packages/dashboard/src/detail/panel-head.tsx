import type { WorkerRow } from "../store/deck.ts";
import { TileActions } from "../tiles/tile-actions.tsx";
import { TileSentenceLine, TileUptime } from "../tiles/tile-status-line.tsx";
import { WorkerFailures } from "../tiles/worker-failures.tsx";
import styles from "./panel-body.module.css";

/** What its tile says and does. */
export function PanelHead({ row }: { row: WorkerRow }) {
  const { worker, slot } = row;
  return (
    <div className={styles.head}>
      <div className={styles.foot}>
        <div className={styles.story}>
          <TileSentenceLine row={row} isTicking />
          <TileUptime row={row} isTicking />
        </div>
        <TileActions
          slot={slot}
          generation={worker.generation}
          offered={worker.commands}
          called="this worker"
        />
      </div>
      <WorkerFailures slot={slot} />
    </div>
  );
}
