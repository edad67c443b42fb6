import type { LastExit } from "@clusterdeck/shared";
import { useDeckTime } from "../../deck-context.ts";
import { ExitFacts } from "../../exits/exit-facts.tsx";
import { LastWords } from "../../exits/last-words.tsx";
import { formatElapsed } from "../../format/duration.ts";
import { isUnasked } from "../../format/exit.ts";
import { plural } from "../../format/number.ts";
import styles from "./lives.module.css";

/** What the slot's earlier processes came to. @param lives newest first */
export function LifeList({ lives }: { lives: readonly LastExit[] }) {
  if (lives.length === 0) {
    return <p className={styles.none}>No process of this worker has ended yet.</p>;
  }
  return (
    <ol className={styles.list} aria-label="Past lives, newest first">
      {lives.map((life) => (
        <Life key={life.generation} life={life} />
      ))}
    </ol>
  );
}

function Life({ life }: { life: LastExit }) {
  const { stderrTail, detail } = life;
  return (
    <li className={styles.life} data-kind={isUnasked(life.cause) ? "unasked" : "asked"}>
      <p className={styles.detail}>{detail}</p>
      <ExitFacts exit={life} ago={<Ago at={life.at} />} />
      {stderrTail.length > 0 && (
        <details className={styles.words}>
          <summary>Last words on stderr ({plural(stderrTail.length, "line")})</summary>
          <LastWords lines={stderrTail} />
        </details>
      )}
    </li>
  );
}

function Ago({ at }: { at: number }) {
  const { serverMs } = useDeckTime("second");
  return <> ({formatElapsed(serverMs - at)} ago)</>;
}
