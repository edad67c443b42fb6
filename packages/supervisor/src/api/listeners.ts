import { EVENT_KINDS, type EventKind } from "@clusterdeck/shared";
import type { SupervisorEvents } from "./embedded-supervisor.ts";

type Name = keyof SupervisorEvents;
type Listener<N extends Name> = (event: SupervisorEvents[N]) => void;

/** The compiler refuses one that is missing here, and one that is no event. */
const BESIDE_KINDS: Readonly<Record<Exclude<Name, EventKind>, true>> = {
  event: true,
  output: true,
  "output-dropped": true,
  warning: true,
};
const NAMES: ReadonlySet<unknown> = new Set([...Object.keys(BESIDE_KINDS), ...EVENT_KINDS]);

export interface Listeners {
  /** @throws TypeError when there is no such event, or the listener is no function */
  readonly add: <N extends Name>(name: N, listener: Listener<N>) => void;
  readonly remove: <N extends Name>(name: N, listener: Listener<N>) => void;
  readonly tell: <N extends Name>(name: N, event: SupervisorEvents[N]) => void;
}

export function createListeners(): Listeners {
  const byName = new Map<Name, Set<Listener<never>>>();
  return {
    add: (name, listener) => {
      check(name, listener);
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

/** For programs in plain JavaScript. */
function check(name: unknown, listener: unknown): void {
  if (!NAMES.has(name)) {
    throw new TypeError(`on: there is no event ${shown(name)}; there are ${[...NAMES].join(", ")}`);
  }
  if (typeof listener === "function") return;
  throw new TypeError(
    `on: the listener of ${shown(name)} is a function, not of type ${typeof listener}`,
  );
}

function shown(name: unknown): string {
  return typeof name === "string" ? JSON.stringify(name) : `of type ${typeof name}`;
}
