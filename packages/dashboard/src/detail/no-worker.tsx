import { useDeck } from "../deck-context.ts";
import { plural } from "../format/number.ts";
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
  const count = useDeck((deck) => deck.workers.length);
  return (
    <div className={styles.missing}>
      <h3>There is no worker {slot}</h3>
      <p>
        It may have been scaled away more than five minutes ago.{" "}
        {count === 0
          ? "There is no worker at all now."
          : `The app has ${plural(count, "worker")} now.`}
      </p>
    </div>
  );
}
