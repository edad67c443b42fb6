import type { AppMessage, FleetView, LastExit, LogLine } from "@clusterdeck/shared";
import type { Role } from "./cast.ts";
import { EMPTY_WORLD, type World } from "./world.ts";

export interface Setting extends Partial<Pick<World, "events" | "startedAt" | "cores">> {
  readonly fleet?: Partial<FleetView>;
  readonly roles?: readonly Role[];
  /** Beside each worker's last end, which is among its lives at any rate; newest first. */
  readonly earlierLives?: ReadonlyMap<number, readonly LastExit[]>;
  readonly logs?: readonly Omit<LogLine, "id">[];
  readonly conversation?: readonly Omit<AppMessage, "id">[];
}

/** Puts a scene together. Pure. */
export function worldOf(setting: Setting): World {
  const {
    fleet,
    roles = [],
    earlierLives = new Map(),
    logs = [],
    conversation = [],
    ...rest
  } = setting;
  const workers = roles.map(({ worker }) => worker);
  return {
    ...EMPTY_WORLD,
    ...rest,
    fleet: { ...EMPTY_WORLD.fleet, target: workers.length, ...fleet },
    workers,
    transitions: roles.flatMap(({ transitions }) => transitions).toSorted((a, b) => a.at - b.at),
    lives: new Map(
      workers.map(({ slot, lastExit }) => [
        slot,
        [...(lastExit === null ? [] : [lastExit]), ...(earlierLives.get(slot) ?? [])],
      ]),
    ),
    logs: numbered(logs),
    conversation: numbered(conversation),
  };
}

/** In the order in which they came. */
function numbered<Entry extends { readonly at: number }>(entries: readonly Entry[]) {
  return entries
    .toSorted((a, b) => a.at - b.at)
    .map((entry, index) => Object.assign({ id: index + 1 }, entry));
}
