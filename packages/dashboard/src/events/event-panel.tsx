import { useDeferredValue, useMemo } from "react";
import { useDeck, useDeckContext, useView } from "../deck-context.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Panel } from "../ui/panel.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { useCopy } from "../ui/use-copy.ts";
import { EVENT_FILTERS, filterEvents } from "./event-filter.ts";
import { EventList } from "./event-list.tsx";
import { eventsText } from "./event-text.ts";
import styles from "./events.module.css";

export function EventPanel() {
  const events = useDeck((deck) => deck.events);
  const { view } = useDeckContext();
  const filter = useView(({ eventFilter }) => eventFilter);
  const search = useView(({ eventSearch }) => eventSearch);
  const { outcome, copy } = useCopy();
  const deferred = useDeferredValue(events);
  const matching = useMemo(
    () => filterEvents(deferred, filter, search),
    [deferred, filter, search],
  );
  const isNarrowed = matching !== deferred;

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
      <div className={styles.tools}>
        <SearchField
          className={styles.search}
          data-event-search=""
          aria-label="Find in events"
          placeholder="Find in events  ( / )"
          value={search}
          onChange={(event) => view.setState({ eventSearch: event.target.value })}
        />
        <output className={styles.count}>
          {isNarrowed ? `${matching.length} of ${deferred.length}` : ""}
        </output>
        <CopyButton
          label="Copy these events"
          variant="plain"
          className={styles.copyAll}
          outcome={outcome}
          isHeld={matching.length === 0}
          onClick={() => void copy(eventsText(matching))}
        />
      </div>
      <EventList
        events={matching}
        search={search}
        none={events.length === 0 ? "Nothing has happened yet." : "No event fits."}
      />
    </Panel>
  );
}
