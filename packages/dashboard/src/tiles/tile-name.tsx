import { useDeckContext, useView } from "../deck-context.ts";
import styles from "./tile.module.css";

/** The slot's name opens its panel. */
export function TileName({ slot }: { slot: number }) {
  const { view } = useDeckContext();
  const isOpen = useView(({ worker }) => worker === slot);
  return (
    <h2 className={styles.slot}>
      <button
        type="button"
        className={styles.name}
        aria-label={`Open worker ${slot}`}
        aria-current={isOpen || undefined}
        title="All about this worker (Enter)"
        onClick={() => view.setState({ worker: slot })}
      >
        #{slot}
      </button>
    </h2>
  );
}
