import { useDeck } from "../deck-context.ts";
import styles from "./panel-body.module.css";

/** The slot is gone, and what it did is still known. */
export function GoneHead({ slot }: { slot: number }) {
  return (
    <div className={styles.head}>
      <p className={styles.gone}>
        <b>Worker {slot} is not there any more.</b> It was scaled away; what is known of it is kept
        for five minutes.
      </p>
    </div>
  );
}

/** As by an old link, or one that someone typed. */
export function NoSuchWorker({ slot }: { slot: number }) {
  const slots = useDeck((deck) => deck.workers.map((row) => `#${row.slot}`).join(", "));
  return (
    <div className={styles.missing}>
      <h3>There is no worker {slot}</h3>
      <p>
        It may have been scaled away more than five minutes ago.{" "}
        {slots === "" ? "There is no worker at all now." : `There are ${slots}.`}
      </p>
    </div>
  );
}
