import type { ChangeMessage, ResumedMessage, ResumePoint } from "@clusterdeck/shared";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Connection } from "../socket/connection.ts";
import type { BatchOutcome, Received } from "../socket/stream-client.ts";
import {
  applyChange,
  applyMetrics,
  applyResumed,
  applySnapshot,
  resumePointOf,
  type Deck,
} from "./deck.ts";

/** How the page stands to what it shows: the connection it comes by, or a file that it came from. */
export type DeckLink = Connection | { readonly phase: "recording" };

export interface DeckState {
  readonly connection: DeckLink;
  /** Null until the first snapshot. Kept while the connection is lost, and then shown as old. */
  readonly deck: Deck | null;
}

export type DeckStore = StoreApi<DeckState>;

export function createDeckStore(nowMs: number): DeckStore {
  const step = { at: "waiting", nextAtMs: nowMs } as const;
  return createStore<DeckState>(() => ({
    connection: { phase: "connecting", sinceMs: nowMs, attempt: 0, problem: null, step },
    deck: null,
  }));
}

/** Applies all that came in since the last frame with one write. Command results are not its business. */
export function ingest(store: DeckStore, batch: readonly Received[]): BatchOutcome {
  const before = store.getState().deck;
  const { deck, isBehind } = reduceBatch(before, batch);
  if (deck !== before) store.setState({ deck });
  const isNew = deck !== null && (deck.seq !== before?.seq || deck.epoch !== before.epoch);
  return { ackSeq: isNew ? deck.seq : null, resync: isBehind };
}

/** Null before the first snapshot. */
export function resumePoint(store: DeckStore): ResumePoint | null {
  const { deck } = store.getState();
  return deck === null ? null : resumePointOf(deck);
}

/** `isBehind`: a change was missed, and no snapshot after it has mended that. */
export function reduceBatch(
  before: Deck | null,
  batch: readonly Received[],
): { deck: Deck | null; isBehind: boolean } {
  let deck = before;
  let isBehind = false;
  for (const { message, receivedAtMs } of batch) {
    switch (message.type) {
      case "snapshot":
        deck = applySnapshot(message, receivedAtMs);
        isBehind = false;
        break;
      case "resumed":
      case "change": {
        const next = deck === null ? null : applyNews(deck, message, receivedAtMs);
        if (next === null) isBehind = true;
        else deck = next;
        break;
      }
      case "metrics":
        if (deck !== null) deck = applyMetrics(deck, message, receivedAtMs);
        break;
      default:
        break;
    }
  }
  return { deck, isBehind };
}

function applyNews(
  deck: Deck,
  message: ChangeMessage | ResumedMessage,
  receivedAtMs: number,
): Deck | null {
  return message.type === "resumed"
    ? applyResumed(deck, message, receivedAtMs)
    : applyChange(deck, message, receivedAtMs);
}
