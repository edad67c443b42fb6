import type { FleetEvent } from "@clusterdeck/shared";
import { memo } from "react";
import { useDeckContext } from "../deck-context.ts";
import { causedBy } from "../format/caused-by.ts";
import { formatFullTime, formatPreciseTimeOfDay, formatTimeOfDay } from "../format/time-of-day.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import type { CopyOutcome } from "../ui/use-copy.ts";
import { splitLead } from "./event-words.ts";
import styles from "./events.module.css";
import { Found } from "./found.tsx";

export interface EventRowProps {
  readonly event: FleetEvent;
  /** "12 s ago". */
  readonly age: string;
  /** What to mark, in lower case. */
  readonly words: readonly string[];
  readonly isTabStop: boolean;
  /** Pointed at, or with the focus. */
  readonly isActive: boolean;
  /** How copying it went. */
  readonly outcome: CopyOutcome;
  readonly onCopy: (event: FleetEvent) => void;
}

export const EventRow = memo(function EventRow(props: EventRowProps) {
  const { event, age, words, isTabStop, isActive, outcome, onCopy } = props;
  const { kind, slot, severity, message, at, pid, generation } = event;
  const { view } = useDeckContext();
  const { lead, rest } = splitLead(message);
  const cause = causedBy(event);
  return (
    <li
      className={styles.event}
      data-event={event.id}
      data-severity={severity}
      data-kind={kind}
      // Roving: the list is one stop, and arrows move among its rows.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isTabStop ? 0 : -1}
    >
      <time
        className={styles.time}
        dateTime={new Date(at).toISOString()}
        title={`${formatPreciseTimeOfDay(at)}, ${formatFullTime(at)}`}
      >
        {isActive ? formatTimeOfDay(at) : age}
      </time>
      <p className={styles.message} title={processWords(pid, generation)}>
        {slot !== null && (
          <button
            type="button"
            className={styles.slot}
            aria-label={`Show worker ${slot}`}
            tabIndex={isTabStop ? 0 : -1}
            onClick={() => view.setState({ worker: slot })}
          >
            <Found text={`#${slot}`} words={words} />
          </button>
        )}
        <b className={styles.lead}>
          <Found text={lead} words={words} />
        </b>
        <Found text={rest} words={words} />
        {cause !== null && (
          <span className={styles.by}>
            {" "}
            <Found text={cause} words={words} />
          </span>
        )}
      </p>
      {isActive && (
        <span className={styles.copy}>
          <CopyButton
            label="Copy this event"
            variant="plain"
            outcome={outcome}
            tabIndex={isTabStop ? 0 : -1}
            onClick={() => onCopy(event)}
          />
        </span>
      )}
    </li>
  );
});

function processWords(pid: number | null, generation: number | null): string | undefined {
  const words = [pid === null ? null : `pid ${pid}`, generation === null ? null : `g${generation}`];
  return words.filter((word) => word !== null).join(" · ") || undefined;
}
