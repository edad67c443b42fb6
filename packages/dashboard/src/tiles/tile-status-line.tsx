import type { RefObject } from "react";
import { useDeckTime, useRowFigures } from "../deck-context.ts";
import { formatElapsed } from "../format/duration.ts";
import { plural } from "../format/number.ts";
import { formatFullTime } from "../format/time-of-day.ts";
import type { WorkerRow } from "../store/deck.ts";
import { useOnScreen } from "../ui/use-on-screen.ts";
import { sentenceMoment } from "./sentence-moment.ts";
import { NOTHING_KNOWN, sentenceCadence, tileSentence } from "./tile-sentence.ts";
import styles from "./tile.module.css";

interface StatusLineProps {
  readonly row: WorkerRow;
  /** False while nobody can see it. */
  readonly isTicking: boolean;
}

/** What is new of a worker, and how long it has been up; it runs while the tile can be seen. */
export function TileStory(props: { row: WorkerRow; tile: RefObject<HTMLElement | null> }) {
  const isTicking = useOnScreen(props.tile);
  return (
    <div className={styles.story}>
      <TileSentenceLine row={props.row} isTicking={isTicking} />
      <TileUptime row={props.row} isTicking={isTicking} />
    </div>
  );
}

/** The part of a tile that runs with the clock, apart from the rest, which does not. */
export function TileSentenceLine({ row, isTicking }: StatusLineProps) {
  const open = useRowFigures(row, { isFollowed: isTicking }).latest ?? NOTHING_KNOWN;
  const time = useDeckTime((now) => (isTicking ? sentenceCadence(row, now) : "never"));
  const sentence = tileSentence(row, open, time);
  if (sentence === null) return <p className={styles.sentence} />;
  return (
    <p
      className={styles.sentence}
      data-tone={sentence.tone}
      // The exact time of what it counts; else all of what there may be no room for.
      title={sentenceMoment(row, time.serverMs) ?? sentence.text}
    >
      {sentence.tone === "quiet" ? <Parts text={sentence.text} /> : unbroken(sentence.text)}
    </p>
  );
}

/** A number and its unit stay on one line. */
function unbroken(text: string): string {
  return text.replace(/(\d) (m?s)\b/g, "$1\u00a0$2");
}

const SEPARATOR = " · ";

/** What is said in passing gets one line: a part that does not fit is left out whole. */
function Parts({ text }: { text: string }) {
  return text.split(SEPARATOR).map((part, index) => (
    <span key={part} className={styles.part}>
      {index === 0 ? part : `${SEPARATOR}${part}`}
    </span>
  ));
}

export function TileUptime({ row: { worker }, isTicking }: StatusLineProps) {
  const { startedAt } = worker;
  const { serverMs } = useDeckTime(isTicking && startedAt !== null ? "second" : "never");
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
