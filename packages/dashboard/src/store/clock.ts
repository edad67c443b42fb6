import { useCallback, useSyncExternalStore } from "react";

/** How often something on the page that shows time needs to be drawn anew. */
export type Cadence = "tenth" | "second" | "never";

const PERIOD_MS = { tenth: 100, second: 1000 } as const;

/** One timer for all that counts, and none while nothing does. */
export interface PageClock {
  /** Monotonic milliseconds, the time base of the whole page. */
  nowMs(): number;
  subscribe(cadence: Cadence, listener: () => void): () => void;
  /** Now, rounded down to the cadence: the same value until the next beat. */
  beatMs(cadence: Cadence): number;
}

export function createPageClock(nowMs: () => number): PageClock {
  const listeners = { tenth: new Set<() => void>(), second: new Set<() => void>() };
  const timers: Partial<Record<"tenth" | "second", ReturnType<typeof setInterval>>> = {};

  return {
    nowMs,
    subscribe(cadence, listener) {
      if (cadence === "never") return () => {};
      const subscribed = listeners[cadence];
      subscribed.add(listener);
      timers[cadence] ??= setInterval(() => {
        for (const notify of subscribed) notify();
      }, PERIOD_MS[cadence]);
      return () => {
        subscribed.delete(listener);
        if (subscribed.size > 0) return;
        clearInterval(timers[cadence]);
        delete timers[cadence];
      };
    },
    beatMs(cadence) {
      if (cadence === "never") return 0;
      const period = PERIOD_MS[cadence];
      return Math.floor(nowMs() / period) * period;
    },
  };
}

/** The page's time at the given cadence. */
export function useBeatMs(clock: PageClock, cadence: Cadence): number {
  // The same one at each drawing, or all would leave the timer and start it anew at every beat.
  const subscribe = useCallback(
    (listener: () => void) => clock.subscribe(cadence, listener),
    [clock, cadence],
  );
  return useSyncExternalStore(subscribe, () => clock.beatMs(cadence));
}
