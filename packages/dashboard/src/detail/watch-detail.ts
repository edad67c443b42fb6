import type { DeckState, DeckStore } from "../store/deck-store.ts";
import type { DetailSource } from "./detail-source.ts";
import type { DetailEvent } from "./detail-state.ts";

export interface DetailWatch {
  askAgain(): void;
  stop(): void;
}

export interface DetailWatchOptions {
  readonly source: DetailSource;
  readonly store: DeckStore;
  readonly slot: number;
  readonly tell: (event: DetailEvent) => void;
}

/** Asks for all about a slot, again whenever that has become old, and tells each second. */
export function watchDetail({ source, store, slot, tell }: DetailWatchOptions): DetailWatch {
  let asking = new AbortController();
  let version = versionOf(store.getState(), slot);

  const tellSecond = () => {
    const figures = store.getState().deck?.figures;
    if (figures === undefined) return;
    tell({ type: "second", at: figures.at, metrics: figures.slots.get(slot)?.latest ?? null });
  };
  const ask = () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    void source.load(slot, signal).then((answer) => {
      if (signal.aborted) return;
      tell({ type: "answered", answer });
      // One may have passed while the answer was on its way.
      tellSecond();
    });
  };

  const unsubscribe = store.subscribe((state) => {
    const before = version;
    version = versionOf(state, slot);
    if (version !== before) ask();
    tellSecond();
  });
  ask();
  return {
    askAgain: ask,
    stop() {
      unsubscribe();
      asking.abort();
    },
  };
}

/** Another one: the supervisor may know of a slot what this page does not. */
function versionOf({ deck, connection }: DeckState, slot: number): string {
  const worker = deck?.workers.find((row) => row.slot === slot)?.worker;
  const { lastExit = null, generation = null } = worker ?? {};
  const end = lastExit === null ? null : [lastExit.at, lastExit.stderrTail.length];
  return JSON.stringify([deck?.epoch, connection.phase === "live", generation, end]);
}
