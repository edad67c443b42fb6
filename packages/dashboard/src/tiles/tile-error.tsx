import type { LastExit } from "@clusterdeck/shared";
import styles from "./tile.module.css";

/** In the place of figures, which a slot without a process has none of: why it has none. */
export function TileError({ exit }: { exit: LastExit }) {
  return (
    <div
      className={styles.error}
      title={exit.hint === null ? exit.detail : `${exit.detail}: ${exit.hint}`}
    >
      <p>{exit.detail}</p>
    </div>
  );
}
