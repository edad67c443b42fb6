import { useDeckContext, useDeckState } from "../deck-context.ts";
import { connectionWords } from "../header/connection-words.ts";
import { Button } from "../ui/button.tsx";
import { Screen } from "./screen.tsx";
import styles from "./screen.module.css";

/** Before the first snapshot: on the way, or with nobody there. */
export function ConnectingScreen() {
  const { client } = useDeckContext();
  const connection = useDeckState((state) => state.connection);
  const words = connectionWords(connection);
  const hasFailed = "attempt" in connection && connection.attempt > 0;

  return (
    <Screen
      title={hasFailed ? "The supervisor cannot be reached" : "Connecting"}
      status={`${words.word}${words.detail}`}
    >
      {hasFailed ? (
        <>
          <p className={styles.text}>
            Nothing that this page could show is known yet
            {connection.problem === null ? "" : `: ${connection.problem}`}. It goes on trying and
            opens as soon as there is an answer.
          </p>
          <Button className={styles.action} onClick={client.retryNow}>
            Try now
          </Button>
        </>
      ) : (
        <div className={styles.spinner} />
      )}
    </Screen>
  );
}
