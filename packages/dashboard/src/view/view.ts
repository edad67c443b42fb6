/** What of the page's state a link carries. Pure; `view-query.ts` has how it is written. */
import type { EventFilter } from "../events/event-filter.ts";
import type { Theme } from "../preferences/preferences.ts";

export interface View {
  /** The slot whose panel is open. */
  readonly worker: number | null;
  readonly eventFilter: EventFilter;
  /** The words that events are searched for. */
  readonly eventSearch: string;
  /** The part of the lanes that is zoomed to, by the supervisor's clock; null is all of it, moving on. */
  readonly zoom: TimeSpan | null;
  /** Null: as this browser prefers it. */
  readonly theme: Theme | null;
}

/** Milliseconds since the epoch; `from` is the lesser one. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

export const WHOLE_VIEW: View = {
  worker: null,
  eventFilter: "all",
  eventSearch: "",
  zoom: null,
  theme: null,
};
