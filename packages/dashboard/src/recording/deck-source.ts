import type { Recording } from "@clusterdeck/shared";
import { createStore, type StoreApi } from "zustand/vanilla";

/** Where what the page shows comes from. */
export type DeckSource = { readonly kind: "live" } | OpenRecording;

/** A file that someone has opened: all of it is of one moment, and stands still. */
export interface OpenRecording {
  readonly kind: "recording";
  /** Another one each time that a file is opened, be it the same. */
  readonly id: number;
  readonly recording: Recording;
}

export type SourceStore = StoreApi<DeckSource>;

export const LIVE: DeckSource = { kind: "live" };

export function createSourceStore(): SourceStore {
  return createStore<DeckSource>(() => LIVE);
}
