import type { Slot } from "../lifecycle/fleet-state.ts";

/**
 * Tells how often slots have got another process since they were last looked at. What a slot says of
 * itself begins anew when it was scaled away in between, and falls by one while its spare has gone to
 * another slot; this never does.
 *
 * @returns to be called with all slots there are: how many more, by slot
 */
export function createRestartCount(): (
  slots: readonly Pick<Slot, "slot" | "restarts">[],
) => ReadonlyMap<number, number> {
  let highest: ReadonlyMap<number, number> = new Map();
  return (slots) => {
    const more = new Map<number, number>();
    const reached = new Map<number, number>();
    for (const { slot, restarts } of slots) {
      const before = highest.get(slot) ?? 0;
      reached.set(slot, Math.max(before, restarts));
      more.set(slot, Math.max(0, restarts - before));
    }
    highest = reached;
    return more;
  };
}
