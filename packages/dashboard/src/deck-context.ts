import type { WorkerMetrics } from "@clusterdeck/shared";
import { createContext, useContext, useDeferredValue, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import type { CommandCenter } from "./commands/command-center.ts";
import type { CommandStatus } from "./commands/command-status.ts";
import type { DetailSource } from "./detail/detail-source.ts";
import type { PreferenceStore } from "./preferences/preference-store.ts";
import type { Preferences } from "./preferences/preferences.ts";
import type { DeckSource } from "./recording/deck-source.ts";
import type { RecordingDesk } from "./recording/recording-desk.ts";
import type { StreamClient } from "./socket/stream-client.ts";
import type { Column } from "./series/column.ts";
import { useBeatMs, type Cadence, type PageClock } from "./store/clock.ts";
import type { Deck, WorkerRow } from "./store/deck.ts";
import type { DeckState, DeckStore } from "./store/deck-store.ts";
import { staleSinceMs } from "./store/selectors.ts";
import type { ToastDesk } from "./toasts/toast-desk.ts";
import type { View } from "./view/view.ts";
import type { ViewStore } from "./view/view-store.ts";

/**
 * All that the page's parts work with; `main.ts` makes it. While a recording is open another one is in
 * its place, so no part need know what it shows, unless it is to say so.
 */
export interface DeckContextValue {
  readonly source: DeckSource;
  readonly store: DeckStore;
  readonly commands: CommandCenter;
  readonly client: Pick<StreamClient, "retryNow" | "giveToken">;
  /** Where a worker's panel gets what it shows from. */
  readonly details: DetailSource;
  readonly clock: PageClock;
  readonly view: ViewStore;
  readonly preferences: PreferenceStore;
  readonly toasts: ToastDesk;
  readonly recordings: RecordingDesk;
}

export const DeckContext = createContext<DeckContextValue | null>(null);

export function useDeckContext(): DeckContextValue {
  const value = useContext(DeckContext);
  if (value === null) throw new Error("used outside of DeckContext");
  return value;
}

export function useDeckState<T>(selector: (state: DeckState) => T): T {
  return useStore(useDeckContext().store, selector);
}

/** For what is drawn only once there is a deck. */
export function useDeck<T>(selector: (deck: Deck) => T): T {
  return useDeckState(({ deck }) => {
    if (deck === null) throw new Error("drawn before the first snapshot");
    return selector(deck);
  });
}

export function useWorkerRow(slot: number): WorkerRow | undefined {
  return useDeck((deck) => deck.workers.find((row) => row.slot === slot));
}

export interface Following {
  /**
   * When false, nothing is drawn anew for each second's figures; what is drawn for another reason
   * still gets the latest.
   */
  readonly isFollowed: boolean;
  /** Drawn in a frame after the one of the others, so that neither takes too long. */
  readonly isLate?: boolean;
}

/** What is measured of a slot's present process. */
export function useRowFigures(
  { slot, worker }: WorkerRow,
  { isFollowed, isLate = false }: Following,
): { latest: WorkerMetrics | null; requestsPerSecond: Column | null } {
  const { store } = useDeckContext();
  const present = useSyncExternalStore(isFollowed ? store.subscribe : subscribeToNothing, () =>
    store.getState().deck?.figures.slots.get(slot),
  );
  const late = useDeferredValue(isLate ? present : undefined);
  const figures = isLate ? late : present;
  return {
    // A successor must not be shown with the figures of the one before it.
    latest: figures?.generation === worker.generation ? figures.latest : null,
    requestsPerSecond: figures?.requestsPerSecond ?? null,
  };
}

const subscribeToNothing = () => () => {};

/** To write it: `useDeckContext().view.setState`. */
export function useView<T>(selector: (view: View) => T): T {
  return useStore(useDeckContext().view, selector);
}

export function usePreferences<T>(selector: (preferences: Preferences) => T): T {
  return useStore(useDeckContext().preferences, selector);
}

export function useCommandStatus(key: string): CommandStatus | undefined {
  return useStore(useDeckContext().commands.statuses, (statuses) => statuses[key]);
}

export interface DeckTime {
  /** The page's monotonic time. */
  readonly pageMs: number;
  /** The supervisor's time. */
  readonly serverMs: number;
}

/**
 * The time that the data is shown at. Without a connection it stands still, as the data does.
 *
 * @param wanted how often it is needed, which may itself depend on the time
 */
export function useDeckTime(wanted: Cadence | ((now: DeckTime) => Cadence)): DeckTime {
  const { clock } = useDeckContext();
  const frozenAtMs = useDeckState(({ connection }) => staleSinceMs(connection));
  const offsetMs = useDeckState(({ deck }) => deck?.clockOffsetMs ?? performance.timeOrigin);
  const nowMs = clock.nowMs();
  const cadence =
    typeof wanted === "function" ? wanted({ pageMs: nowMs, serverMs: nowMs + offsetMs }) : wanted;
  const beatMs = useBeatMs(clock, frozenAtMs === null ? cadence : "never");
  const pageMs = frozenAtMs ?? (cadence === "never" ? nowMs : beatMs);
  return { pageMs, serverMs: pageMs + offsetMs };
}
