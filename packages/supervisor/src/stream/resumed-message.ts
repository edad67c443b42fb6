import { PROTOCOL_VERSION, type FleetView, type ResumedMessage } from "@clusterdeck/shared";
import type { FleetState, Stamp } from "../lifecycle/fleet-state.ts";
import { workerView } from "../lifecycle/view.ts";
import type { Missed } from "./recent-changes.ts";

/** Where the sequence is. */
export interface FeedPosition {
  readonly epoch: string;
  readonly seq: number;
  readonly fleet: FleetView;
}

/** What was missed, as one message, with the workers as they are now: countdowns are relative to now. */
export function resumedMessage(
  { changes, seconds }: Missed,
  position: FeedPosition,
  state: FleetState,
  at: Stamp,
): ResumedMessage {
  const named = new Set(
    changes.flatMap(({ workers = [], removed = [] }) => [
      ...workers.map(({ slot }) => slot),
      ...removed,
    ]),
  );
  const present = state.slots.filter(({ slot }) => named.has(slot));
  for (const { slot } of present) named.delete(slot);
  return {
    type: "resumed",
    protocol: PROTOCOL_VERSION,
    ...position,
    at: at.epochMs,
    workers: present.map((slot) => workerView(state, slot, at)),
    removed: [...named],
    transitions: changes.flatMap(({ transitions = [] }) => transitions),
    events: changes.flatMap(({ events = [] }) => events),
    seconds: seconds.map(({ type: _type, epoch: _epoch, ...second }) => second),
  };
}
