import type { FleetEvent } from "@clusterdeck/shared";
import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useDeckContext, useDeckTime } from "../deck-context.ts";
import { formatAgo } from "../format/ago.ts";
import { useCopy } from "../ui/use-copy.ts";
import { useOnScreen } from "../ui/use-on-screen.ts";
import { eventKey, nextRow } from "./event-keys.ts";
import { EventRow } from "./event-row.tsx";
import { eventText } from "./event-text.ts";
import styles from "./events.module.css";
import { searchWords } from "./word-places.ts";

const PAGE_SIZE = 80;

export interface EventListProps {
  /** Newest first. */
  readonly events: readonly FleetEvent[];
  readonly search: string;
  /** Said where there is none. */
  readonly none: string;
}

export function EventList({ events, search, none }: EventListProps) {
  const list = useRef<HTMLOListElement>(null);
  const isOnScreen = useOnScreen(list);
  const now = useDeckTime(isOnScreen ? "second" : "never").serverMs;
  const { view } = useDeckContext();
  const [shownCount, setShownCount] = useState(PAGE_SIZE);
  const [focused, setFocused] = useState<number | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const [copied, setCopied] = useState<number | null>(null);
  const { outcome, copy } = useCopy();
  const copyOne = useCallback(
    (event: FleetEvent) => {
      setCopied(event.id);
      void copy(eventText(event));
    },
    [copy],
  );
  const words = useMemo(() => searchWords(search), [search]);
  const shown = events.slice(0, shownCount);
  const tabStop = shown.find(({ id }) => id === focused) ?? shown[0];

  const onKeyDown = (event: KeyboardEvent) => {
    const index = shown.findIndex(({ id }) => id === rowIdOf(event.target));
    const key = eventKey(event);
    const current = shown[index];
    if (key === null || current === undefined) return;
    // Its buttons take Enter themselves.
    if (key.type === "open" && (isInButton(event.target) || current.slot === null)) return;
    event.preventDefault();
    if (key.type === "open") view.setState({ worker: current.slot });
    if (key.type === "copy") copyOne(current);
    if (key.type === "move") {
      const next = shown[nextRow(index, shown.length, key.to)];
      list.current?.querySelector<HTMLElement>(`[data-event="${next?.id}"]`)?.focus();
    }
  };

  return (
    // It only notes which row the focus and the pointer are on, and takes the keys of all rows.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol
      ref={list}
      className={styles.list}
      aria-label="Events, newest first"
      onKeyDown={onKeyDown}
      onFocus={({ target }) => setFocused(rowIdOf(target))}
      onBlur={({ relatedTarget }) => {
        if (!list.current?.contains(relatedTarget)) setFocused(null);
      }}
      onPointerOver={({ target, pointerType }) => {
        if (pointerType === "mouse") setPointed(rowIdOf(target));
      }}
      onPointerLeave={() => setPointed(null)}
    >
      {shown.map((event) => (
        <EventRow
          key={event.id}
          event={event}
          age={formatAgo(now - event.at)}
          words={words}
          isTabStop={event === tabStop}
          isActive={event.id === focused || event.id === pointed}
          outcome={event.id === copied ? outcome : "rest"}
          onCopy={copyOne}
        />
      ))}
      {events.length === 0 && <li className={styles.none}>{none}</li>}
      {events.length > shownCount && (
        <li>
          <button
            type="button"
            className={styles.more}
            onClick={() => setShownCount(shownCount + PAGE_SIZE)}
          >
            Show older ones ({events.length - shownCount})
          </button>
        </li>
      )}
    </ol>
  );
}

function rowIdOf(target: EventTarget | null): number | null {
  const id =
    target instanceof Element && target.closest<HTMLElement>("[data-event]")?.dataset["event"];
  return id ? Number(id) : null;
}

function isInButton(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button") !== null;
}
