import type { FleetEvent } from "@clusterdeck/shared";
import { memo } from "react";
import { formatFullTime, formatPreciseTimeOfDay } from "../format/time-of-day.ts";
import { focusTile } from "../keys/tile-focus.ts";
import { splitLead } from "./event-words.ts";
import styles from "./events.module.css";

const BY_WORDS: Record<string, string> = {
  you: "you",
  api: "the API",
  supervisor: "supervisor",
  app: "the app",
  outside: "outside",
};

export const EventRow = memo(function EventRow({ event }: { event: FleetEvent }) {
  const { kind, slot, severity, message, by, at, pid, generation } = event;
  const { lead, rest } = splitLead(message);
  return (
    <li className={styles.event} data-severity={severity} data-kind={kind}>
      <time
        className={styles.time}
        dateTime={new Date(at).toISOString()}
        title={formatFullTime(at)}
      >
        {formatPreciseTimeOfDay(at)}
      </time>
      <p className={styles.message} title={processWords(pid, generation)}>
        {slot !== null && (
          <button
            type="button"
            className={styles.slot}
            aria-label={`Go to worker ${slot}`}
            onClick={() => focusTile(slot)}
          >
            #{slot}
          </button>
        )}
        <b className={styles.lead}>{lead}</b>
        {rest}
        {!message.includes(`by ${by}`) && (
          <span className={styles.by}> by {BY_WORDS[by] ?? by}</span>
        )}
      </p>
    </li>
  );
});

function processWords(pid: number | null, generation: number | null): string | undefined {
  const words = [pid === null ? null : `pid ${pid}`, generation === null ? null : `g${generation}`];
  return words.filter((word) => word !== null).join(" · ") || undefined;
}
