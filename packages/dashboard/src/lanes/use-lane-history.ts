import type { FleetEvent, Transition } from "@clusterdeck/shared";
import { useMemo, useState } from "react";
import { useDeck } from "../deck-context.ts";
import type { TimeSpan } from "../view/view.ts";
import { wholeSpan } from "./zoom.ts";

interface LaneHistory {
  readonly epoch: string;
  readonly transitions: readonly Transition[];
  /** Newest first. */
  readonly events: readonly FleetEvent[];
}

/**
 * What the lanes are drawn from. A zoomed part stands still while it gets older than what the page
 * keeps; from then on it is drawn from what was known until then.
 */
export function useLaneHistory(zoom: TimeSpan | null, now: number): LaneHistory {
  const epoch = useDeck((deck) => deck.epoch);
  const transitions = useDeck((deck) => deck.transitions);
  const events = useDeck((deck) => deck.events);
  const live = useMemo(() => ({ epoch, transitions, events }), [epoch, transitions, events]);
  const [kept, setKept] = useState<LaneHistory>(live);
  const isWithin = zoom === null || zoom.from >= wholeSpan(now).from;
  if (isWithin && kept !== live) setKept(live);
  return isWithin || kept.epoch !== epoch ? live : kept;
}
