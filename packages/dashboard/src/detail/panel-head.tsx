import { useSlotFigures } from "../deck-context.ts";
import { STATE_WORDS } from "../format/state-words.ts";
import type { WorkerRow } from "../store/deck.ts";
import { StateGlyph } from "../tiles/state-glyph.tsx";
import { TileActions } from "../tiles/tile-actions.tsx";
import { TileReload } from "../tiles/tile-reload.tsx";
import { TileSentenceLine, TileUptime } from "../tiles/tile-status-line.tsx";
import { WorkerFailures } from "../tiles/worker-failures.tsx";
import styles from "./panel-body.module.css";

const NOTHING_KNOWN = { inFlight: null, connections: null };

/** What its tile says and does. */
export function PanelHead({ row }: { row: WorkerRow }) {
  const { worker, slot } = row;
  const figures = useSlotFigures(slot, true);
  const open = figures?.generation === worker.generation ? figures.latest : null;
  const { word, meaning } = STATE_WORDS[worker.state];
  return (
    <div className={styles.head} data-state={worker.state}>
      <div className={styles.facts}>
        <p className={styles.state} title={meaning}>
          <StateGlyph state={worker.state} />
          <span>{word}</span>
        </p>
        <p className={styles.identity}>
          {worker.pid === null ? "no process" : `pid ${worker.pid}`}
          <span title="Generation: how many processes this slot has had">g{worker.generation}</span>
        </p>
        {worker.reload !== null && <TileReload step={worker.reload} />}
      </div>
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
