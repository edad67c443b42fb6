import { memo, useId, useRef, useState } from "react";
import { useWorkerRow } from "../deck-context.ts";
import { isUnasked } from "../format/exit.ts";
import { STATE_WORDS } from "../format/state-words.ts";
import type { WorkerRow } from "../store/deck.ts";
import type { Density } from "./density.ts";
import { StateGlyph } from "./state-glyph.tsx";
import { TileActions } from "./tile-actions.tsx";
import { TileCountdown } from "./tile-countdown.tsx";
import { TileExit } from "./tile-exit.tsx";
import { TileFigures } from "./tile-figures.tsx";
import { TileName } from "./tile-name.tsx";
import { DeathFlash, TileIdentity } from "./tile-news.tsx";
import { TileReload } from "./tile-reload.tsx";
import { TileStory } from "./tile-status-line.tsx";
import { WorkerFailures } from "./worker-failures.tsx";
import styles from "./tile.module.css";

export interface TileProps {
  readonly slot: number;
  readonly density: Density;
  /** Whether Tab stops here: one tile of the grid does, and arrows move among them. */
  readonly isTabStop: boolean;
}

export const Tile = memo(function Tile({ slot, density, isTabStop }: TileProps) {
  const row = useWorkerRow(slot);
  // A slot may be gone before the grid has heard of it.
  return row === undefined ? null : <LiveTile row={row} density={density} isTabStop={isTabStop} />;
});

function LiveTile({ row, density, isTabStop }: { row: WorkerRow } & Omit<TileProps, "slot">) {
  const { worker, slot } = row;
  const article = useRef<HTMLElement>(null);
  const exitId = useId();
  const [first] = useState(worker);
  const [isExplained, setExplained] = useState(false);
  const unasked =
    worker.lastExit !== null && isUnasked(worker.lastExit.cause) ? worker.lastExit : null;
  const { word, meaning } = STATE_WORDS[worker.state];
  // What there is no room for is not there at all: hundreds of tiles come and go as the page scrolls.
  const isDense = density === "dense";

  return (
    <article
      ref={article}
      className={styles.tile}
      aria-label={`Worker ${slot}`}
      data-slot={slot}
      data-state={worker.state}
      data-reload={worker.reload}
      data-density={density}
      // Roving: the tile is one stop, its buttons are the next ones.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isTabStop ? 0 : -1}
    >
      <DeathFlash row={row} first={first} />
      <div className={styles.head}>
        <TileName slot={slot} />
        <TileIdentity row={row} first={first} />
        {worker.reload !== null && <TileReload step={worker.reload} />}
        <p className={styles.state} title={meaning}>
          <StateGlyph state={worker.state} />
          <span>{word}</span>
          {word.toLowerCase() !== worker.state && (
            <span className="visually-hidden">, {worker.state}</span>
          )}
        </p>
      </div>
      <TileFigures
        row={row}
        tile={article}
        density={density}
        error={worker.pid === null ? unasked : null}
      />
      <div className={styles.base}>
        <div className={styles.failures}>
          <WorkerFailures slot={slot} />
        </div>
        <div className={styles.foot}>
          {!isDense && <TileStory row={row} tile={article} />}
          {!isDense && unasked !== null && (
            <button
              type="button"
              className={styles.disclose}
              aria-expanded={isExplained}
              aria-controls={exitId}
              aria-label={`How worker ${slot} ended last`}
              title="How the last process ended"
              onClick={() => setExplained(!isExplained)}
            />
          )}
          <TileActions slot={slot} generation={worker.generation} offered={worker.commands} />
        </div>
      </div>
      {!isDense && (
        <div id={exitId} className={styles.explanation} hidden={!isExplained}>
          {unasked !== null && isExplained && <TileExit exit={unasked} />}
        </div>
      )}
      <TileCountdown row={row} density={density} />
    </article>
  );
}
