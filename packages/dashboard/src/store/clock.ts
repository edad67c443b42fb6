import { useCallback, useSyncExternalStore } from "react";

/** How often something on the page that shows time needs to be drawn anew. */
export type Cadence = "tenth" | "second" | "never";

const TENTH_MS = 100;
const SECOND_MS = 1000;
/** When the second's samples are this late, the second is counted without them. */
const LATE_MS = 250;

/** One timer for all that counts, and none while nothing does. */
export interface PageClock {
  /** Monotonic milliseconds, the time base of the whole page. */
  nowMs(): number;
  subscribe(cadence: Cadence, listener: () => void): () => void;
  /** Now, as of the cadence's last beat: the same value until the next one. */
  beatMs(cadence: Cadence): number;
}

export interface LiveClock extends PageClock {
  /**
   * The second's samples have come, and what counts seconds is drawn with them: two frames a second,
   * one for the samples and one for the time, would cost twice as much.
   */
  beat(): void;
}

export function createPageClock(nowMs: () => number): LiveClock {
  const tenths = createTenths(nowMs);
  const seconds = createSeconds(nowMs);
  return {
    nowMs,
    subscribe(cadence, listener) {
      if (cadence === "never") return () => {};
      return (cadence === "tenth" ? tenths : seconds).subscribe(listener);
    },
    beatMs(cadence) {
      if (cadence === "never") return 0;
      return (cadence === "tenth" ? tenths : seconds).beatMs();
    },
    beat: seconds.beat,
  };
}

function createTenths(nowMs: () => number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      timer ??= setInterval(() => notify(listeners), TENTH_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    beatMs: () => Math.floor(nowMs() / TENTH_MS) * TENTH_MS,
  };
}

function createSeconds(nowMs: () => number) {
  const listeners = new Set<() => void>();
  let beatMs = nowMs();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const beatWithin = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      beatMs = nextSecond(beatMs, nowMs());
      beatWithin(SECOND_MS);
      notify(listeners);
    }, ms);
  };
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (timer === undefined) beatWithin(SECOND_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
    beatMs() {
      // Nothing has counted for a while.
      if (timer === undefined && nowMs() - beatMs > SECOND_MS) beatMs = nowMs();
      return beatMs;
    },
    beat() {
      beatMs = nextSecond(beatMs, nowMs());
      if (timer === undefined) return;
      beatWithin(SECOND_MS + LATE_MS);
      notify(listeners);
    },
  };
}

/** Samples come a little early and late: whole seconds, or what is counted would stop and jump. */
function nextSecond(beforeMs: number, nowMs: number): number {
  const dueMs = beforeMs + SECOND_MS;
  return Math.abs(nowMs - dueMs) < SECOND_MS / 2 ? dueMs : nowMs;
}

function notify(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
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
