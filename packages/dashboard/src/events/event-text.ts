/** Events as plain text, for a ticket or a chat. Pure. */
import type { FleetEvent } from "@clusterdeck/shared";
import { messageWithCause } from "../format/caused-by.ts";

/** One event on one line: "2026-01-31T14:02:31.204Z  #3 g2 pid 4711  was sent SIGKILL (by you)". */
export function eventText(event: FleetEvent): string {
  const { at, slot, generation, pid } = event;
  const place = [
    slot === null ? null : `#${slot}`,
    generation === null ? null : `g${generation}`,
    pid === null ? null : `pid ${pid}`,
  ].filter((part) => part !== null);
  const parts = [new Date(at).toISOString(), place.join(" "), messageWithCause(event)];
  return parts.filter(Boolean).join("  ");
}

/** As they are shown: the newest first. */
export function eventsText(events: readonly FleetEvent[]): string {
  return events.map((event) => `${eventText(event)}\n`).join("");
}
