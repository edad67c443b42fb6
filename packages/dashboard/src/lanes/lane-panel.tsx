import { useDeferredValue, useMemo, useRef } from "react";
import { useDeck, useDeckTime } from "../deck-context.ts";
import { LIFECYCLE_WINDOW_MS } from "../store/deck.ts";
import { Panel } from "../ui/panel.tsx";
import { useOnScreen } from "../ui/use-on-screen.ts";
import { LaneRow } from "./lane-row.tsx";
import styles from "./lanes.module.css";
import { lanesOf } from "./segments.ts";

const MANY_LANES = 16;

export function LanePanel() {
  const transitions = useDeck((deck) => deck.transitions);
  const events = useDeck((deck) => deck.events);
  const section = useRef<HTMLElement>(null);
  const isOnScreen = useOnScreen(section);
  // History is worth a moment's delay when the tiles have news of their own.
  const now = useDeferredValue(useDeckTime(isOnScreen ? "second" : "never").serverMs);
  const window = useMemo(() => ({ from: now - LIFECYCLE_WINDOW_MS, to: now }), [now]);
  const lanes = useMemo(() => lanesOf(transitions, events, window), [transitions, events, window]);
  const isRecycling = lanes.some(({ marks }) => marks.some(({ kind }) => kind === "recycled"));
  const isMany = lanes.length > MANY_LANES;

  return (
    <Panel title="Lifecycles" aside={<Legend isRecycling={isRecycling} />}>
      {/* Many lanes scroll, so they must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section
        ref={section}
        className={styles.lanes}
        data-many={isMany}
        aria-label="Lanes"
        {...(isMany && { tabIndex: 0 })}
      >
        {lanes.map((lane) => (
          <LaneRow key={lane.slot} lane={lane} window={window} />
        ))}
        {lanes.length === 0 && <p className={styles.none}>No worker in the last five minutes.</p>}
      </section>
      <div className={styles.axis} aria-hidden="true">
        <span>−5 min</span>
        <span>−4</span>
        <span>−3</span>
        <span>−2</span>
        <span>−1</span>
        <span>now</span>
      </div>
    </Panel>
  );
}

function Legend({ isRecycling }: { isRecycling: boolean }) {
  return (
    <ul className={styles.legend}>
      <li>last 5 min</li>
      <li>
        <i data-kind="died" /> died
      </li>
      <li>
        <i data-kind="signalled" /> signalled
      </li>
      {isRecycling && (
        <li>
          <i data-kind="recycled" /> recycled
        </li>
      )}
    </ul>
  );
}
