import type { EventKind, FleetEvent } from "@clusterdeck/shared";
import { searchWords } from "./word-places.ts";

export const EVENT_FILTERS = ["all", "crashes", "commands"] as const;
export type EventFilter = (typeof EVENT_FILTERS)[number];

const CRASH_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  "worker:died",
  "worker:failed",
  "worker:backoff",
  "worker:unresponsive",
  "restart:failed",
  "reload:failed",
]);

const COMMAND_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  "worker:signalled",
  "fleet:scaled",
  "reload:started",
  "reload:finished",
  "reload:failed",
  "restart:failed",
  "command:refused",
]);

/** Whoever is not the fleet itself: what they caused is the outcome of a command. */
const PERSONS: ReadonlySet<string> = new Set(["you", "api"]);

/** @param search words that must all be in the event, in any order and case */
export function filterEvents(
  events: readonly FleetEvent[],
  filter: EventFilter,
  search: string,
): readonly FleetEvent[] {
  const words = searchWords(search);
  if (filter === "all" && words.length === 0) return events;
  return events.filter((event) => isOfKind(event, filter) && hasWords(event, words));
}

function isOfKind(event: FleetEvent, filter: EventFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "crashes":
      return CRASH_KINDS.has(event.kind);
    case "commands":
      return COMMAND_KINDS.has(event.kind) || PERSONS.has(event.by);
  }
}

function hasWords(event: FleetEvent, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text =
    `#${event.slot ?? ""} ${event.kind} ${event.message} ${event.by} ${event.pid ?? ""}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
