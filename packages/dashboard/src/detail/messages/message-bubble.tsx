import { formatFullTime, formatPreciseTimeOfDay } from "../../format/time-of-day.ts";
import { plural } from "../../format/number.ts";
import type { MessageRow } from "./conversation.ts";
import { shownJson } from "./shown-json.ts";
import styles from "./messages.module.css";

export interface MessageBubbleProps {
  readonly row: MessageRow;
  /** Among messages of all workers, so that each has to say whose it is. */
  readonly isOfAll: boolean;
}

export function MessageBubble({ row, isOfAll }: MessageBubbleProps) {
  const { at, text, length } = row;
  const isFromApp = row.by === "app";
  const missing = length - text.length;
  return (
    <article className={styles.message} data-from={isFromApp ? "app" : "primary"}>
      <header className={styles.meta}>
        <span>{isOfAll ? whoAndWhom(row) : who(row)}</span>
        <time title={formatFullTime(at)}>{formatPreciseTimeOfDay(at)}</time>
      </header>
      <pre className={styles.payload}>
        {missing > 0 ? text : shownJson(text)}
        {missing > 0 && (
          <span className={styles.cut}>… {plural(missing, "more character")}, not kept</span>
        )}
      </pre>
    </article>
  );
}

function who({ by }: MessageRow): string {
  return WHO[by] ?? by;
}

const WHO: Readonly<Record<string, string>> = { app: "App", you: "You", api: "API" };

function whoAndWhom(row: MessageRow): string {
  const { by, slots } = row;
  if (by === "app") return `Worker ${row.slot}`;
  return `${who(row)} → ${slots.length === 1 ? "worker" : "workers"} ${ranges(slots)}`;
}

/** `1–3, 5`: slots in rising order. */
function ranges(slots: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const slot of slots) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === slot - 1) run[1] = slot;
    else runs.push([slot, slot]);
  }
  return runs.map(([first, last]) => (first === last ? first : `${first}–${last}`)).join(", ");
}
