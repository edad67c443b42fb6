import type { SupervisorEvents } from "./embedded-supervisor.ts";

type Name = keyof SupervisorEvents;
type Listener<N extends Name> = (event: SupervisorEvents[N]) => void;

export interface Listeners {
  readonly add: <N extends Name>(name: N, listener: Listener<N>) => void;
  readonly remove: <N extends Name>(name: N, listener: Listener<N>) => void;
  readonly tell: <N extends Name>(name: N, event: SupervisorEvents[N]) => void;
}

export function createListeners(): Listeners {
  const byName = new Map<Name, Set<Listener<never>>>();
  return {
    add: (name, listener) => {
      byName.set(name, (byName.get(name) ?? new Set<Listener<never>>()).add(listener));
    },
    remove: (name, listener) => {
      byName.get(name)?.delete(listener);
    },
    tell: (name, event) => {
      for (const listener of byName.get(name) ?? []) {
        try {
          listener(event as never);
        } catch (error) {
          // We are amid a step of the fleet: it is finished, then the error is uncaught as usual.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}
