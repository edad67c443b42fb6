/** A view as the query of the page's address, and back: `?worker=3&events=crashes`. Pure. */
import { EVENT_FILTERS } from "../events/event-filter.ts";
import { THEMES } from "../preferences/preferences.ts";
import type { TimeSpan, View } from "./view.ts";

const NAMES = {
  worker: "worker",
  eventFilter: "events",
  eventSearch: "find",
  from: "from",
  to: "to",
  theme: "theme",
} as const;
const MOST_SEARCHED = 200;

/** Reads what it can. What is not a value of ours, as in a link that someone typed, is left out. */
export function parseView(query: string): View {
  const parameters = new URLSearchParams(query);
  return {
    worker: wholeNumber(parameters.get(NAMES.worker)),
    eventFilter: oneOf(EVENT_FILTERS, parameters.get(NAMES.eventFilter)) ?? "all",
    eventSearch: (parameters.get(NAMES.eventSearch) ?? "").slice(0, MOST_SEARCHED),
    zoom: timeSpan(parameters.get(NAMES.from), parameters.get(NAMES.to)),
    theme: oneOf(THEMES, parameters.get(NAMES.theme)),
  };
}

/** @returns `query` with the view in it: empty, or with its question mark. What is not ours stays. */
export function formatView(view: View, query: string): string {
  const parameters = new URLSearchParams(query);
  const put = (name: string, value: string | number | null) => {
    if (value === null || value === "") parameters.delete(name);
    else parameters.set(name, String(value));
  };
  put(NAMES.worker, view.worker);
  put(NAMES.eventFilter, view.eventFilter === "all" ? null : view.eventFilter);
  put(NAMES.eventSearch, view.eventSearch);
  put(NAMES.from, view.zoom && Math.round(view.zoom.from));
  put(NAMES.to, view.zoom && Math.round(view.zoom.to));
  put(NAMES.theme, view.theme);
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | null {
  return values.find((value) => value === text) ?? null;
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

function timeSpan(fromText: string | null, toText: string | null): TimeSpan | null {
  const from = wholeNumber(fromText);
  const to = wholeNumber(toText);
  return from !== null && to !== null && from < to ? { from, to } : null;
}
