import { useDeckState } from "../deck-context.ts";
import { connectionWords } from "./connection-words.ts";
import styles from "./header.module.css";

export function ConnectionStatus() {
  const words = useDeckState(({ connection }) => connection);
  const { word, detail, tone } = connectionWords(words);
  return (
    <output
      className={styles.status}
      data-tone={tone}
      title="The connection to the supervisor, and how long a message takes there and back"
    >
      <span className={styles.dot} aria-hidden="true" />
      <span>{word}</span>
      {/* Not announced: the round trip changes every two seconds. */}
      <span aria-hidden="true" className={styles.detail}>
        {detail}
      </span>
    </output>
  );
}
