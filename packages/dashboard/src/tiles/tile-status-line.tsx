import { useDeckTime } from "../deck-context.ts";
import { formatElapsed } from "../format/duration.ts";
import { plural } from "../format/number.ts";
import { formatFullTime } from "../format/time-of-day.ts";
import type { WorkerRow } from "../store/deck.ts";
import { sentenceCadence, tileSentence, type OpenWork } from "./tile-sentence.ts";
import styles from "./tile.module.css";

/** The part of a tile that runs with the clock, apart from the rest, which does not. */
export function TileSentenceLine({ row, open }: { row: WorkerRow; open: OpenWork }) {
  const time = useDeckTime(sentenceCadence(row));
  const sentence = tileSentence(row, open, time);
  if (sentence === null) return <p className={styles.sentence} />;
  return (
    <p className={styles.sentence} data-tone={sentence.tone} title={sentence.text}>
      {sentence.text}
    </p>
  );
}

export function TileUptime({ row: { worker } }: { row: WorkerRow }) {
  const { startedAt } = worker;
  const { serverMs } = useDeckTime(startedAt === null ? "never" : "second");
  return (
    <p
      className={styles.uptime}
      title={startedAt === null ? undefined : `Forked ${formatFullTime(startedAt)}`}
    >
      {startedAt === null ? "not up" : `up ${formatElapsed(serverMs - startedAt)}`}{" "}
      <span className={styles.restarts}>· {plural(worker.restarts, "restart")}</span>
    </p>
  );
}
