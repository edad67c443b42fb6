import { useDeck } from "../deck-context.ts";
import { explains } from "../ui/explain.tsx";
import styles from "./controls.module.css";
import { workerRoomText } from "./worker-room.ts";

/** What a further worker costs and how many fit, beside the slider that asks for them. */
export function WorkerRoomLine() {
  const text = useDeck(({ supervisor, workers }) =>
    workerRoomText(supervisor.workerRoom, workers.length),
  );
  if (text === null) return null;
  return (
    <button type="button" className={styles.room} {...explains("workerRoom")}>
      {text}
    </button>
  );
}
