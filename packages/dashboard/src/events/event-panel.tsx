import { useDeferredValue, useMemo, useState } from "react";
import { useDeck, useDeckContext, useView } from "../deck-context.ts";
import { Panel } from "../ui/panel.tsx";
import { EVENT_FILTERS, filterEvents } from "./event-filter.ts";
import { EventRow } from "./event-row.tsx";
import styles from "./events.module.css";

const PAGE_SIZE = 80;

export function EventPanel() {
  const events = useDeck((deck) => deck.events);
  const { view } = useDeckContext();
  const filter = useView(({ eventFilter }) => eventFilter);
  const search = useView(({ eventSearch }) => eventSearch);
  const [shownCount, setShownCount] = useState(PAGE_SIZE);
  const deferred = useDeferredValue(events);
  const matching = useMemo(
    () => filterEvents(deferred, filter, search),
    [deferred, filter, search],
  );

  return (
    <Panel
      title="Events"
      aside={
        <fieldset className={styles.filters} aria-label="Which events">
          {EVENT_FILTERS.map((name) => (
            <button
              key={name}
              type="button"
              className={styles.filter}
              aria-pressed={filter === name}
              onClick={() => view.setState({ eventFilter: name })}
            >
              {name}
            </button>
          ))}
        </fieldset>
      }
    >
      <input
        type="search"
        className={styles.search}
        data-event-search=""
        aria-label="Find in events"
        placeholder="Find in events  ( / )"
        value={search}
        onChange={(event) => view.setState({ eventSearch: event.target.value })}
      />
      {/* Scrolls, so it must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol className={styles.list} tabIndex={0} aria-label="Events, newest first">
        {matching.slice(0, shownCount).map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
        {matching.length === 0 && (
          <li className={styles.none}>
            {events.length === 0 ? "Nothing has happened yet." : "No event fits."}
          </li>
        )}
        {matching.length > shownCount && (
          <li>
            <button
              type="button"
              className={styles.more}
              onClick={() => setShownCount(shownCount + PAGE_SIZE)}
            >
              Show older ones ({matching.length - shownCount})
            </button>
          </li>
        )}
      </ol>
    </Panel>
  );
}
