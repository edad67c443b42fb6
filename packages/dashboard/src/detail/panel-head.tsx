import { useSlotFigures } from "../deck-context.ts";
import type { WorkerRow } from "../store/deck.ts";
import { TileActions } from "../tiles/tile-actions.tsx";
import { NOTHING_KNOWN } from "../tiles/tile-sentence.ts";
import { TileSentenceLine, TileUptime } from "../tiles/tile-status-line.tsx";
import { WorkerFailures } from "../tiles/worker-failures.tsx";
import styles from "./panel-body.module.css";

/** What its tile says and does. */
export function PanelHead({ row }: { row: WorkerRow }) {
  const { worker, slot } = row;
  const figures = useSlotFigures(slot, true);
  const open = figures?.generation === worker.generation ? figures.latest : null;
  return (
    <div className={styles.head}>
      <div className={styles.foot}>
        <div className={styles.story}>
          <TileSentenceLine row={row} open={open ?? NOTHING_KNOWN} isTicking />
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
