import type { Recording } from "@clusterdeck/shared";
import { createStore, type StoreApi } from "zustand/vanilla";

/** Where what the page shows comes from. */
export type DeckSource =
  | { readonly kind: "live" }
  /** A file that someone has opened: all of it is of one moment, and stands still. */
  | { readonly kind: "recording"; readonly recording: Recording };

export type SourceStore = StoreApi<DeckSource>;

export const LIVE: DeckSource = { kind: "live" };

export function createSourceStore(): SourceStore {
  return createStore<DeckSource>(() => LIVE);
}
