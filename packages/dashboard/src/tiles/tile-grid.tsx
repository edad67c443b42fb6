import { useRef, useState, type CSSProperties, type FocusEvent } from "react";
import { useDeck } from "../deck-context.ts";
import { slotsKey } from "../store/selectors.ts";
import { densityFor } from "./density.ts";
import { Tile } from "./tile.tsx";
import styles from "./tile-grid.module.css";
import { useTileColumns } from "./use-tile-columns.ts";

export function TileGrid() {
  const key = useDeck(slotsKey);
  if (key === "") return <NoWorkers />;
  return <Grid slots={key.split(",").map(Number)} />;
}

function Grid({ slots }: { slots: readonly number[] }) {
  const grid = useRef<HTMLElement>(null);
  const [lastFocused, setLastFocused] = useState<number | null>(null);
  const tabStop = slots.find((slot) => slot === lastFocused) ?? slots[0];
  const density = densityFor(slots.length);
  const columns = useTileColumns(grid, slots.length, density);

  const remember = (event: FocusEvent<HTMLElement>) => {
    const tile = event.target.closest<HTMLElement>("[data-slot]");
    if (tile !== null) setLastFocused(Number(tile.dataset["slot"]));
  };
  return (
    // It only notes which tile the focus came to, as focus events bubble up here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={grid}
      className={styles.grid}
      style={{ "--columns": columns } as CSSProperties}
      data-density={density}
      data-tile-grid=""
      aria-label="Worker tiles"
      onFocus={remember}
    >
      {slots.map((slot) => (
        <Tile key={slot} slot={slot} density={density} isTabStop={slot === tabStop} />
      ))}
    </section>
  );
}

function NoWorkers() {
  const target = useDeck((deck) => deck.fleet.target);
  return (
    <section className={styles.empty} aria-label="Worker tiles">
      <h2>{target === 0 ? "No workers" : "Workers are on their way"}</h2>
      <p>
        {target === 0
          ? "The app answers nothing while there are none. Move the slider or fork one to bring it back."
          : "The supervisor forks the first ones now."}
      </p>
    </section>
  );
}
