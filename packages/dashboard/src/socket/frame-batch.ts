const FRAME_MS = 16;

/** Gathers items and hands them over at most once a frame. */
export interface FrameBatch<T> {
  add(item: T): void;
  /** Hands over at once what has been gathered. */
  flush(): void;
  /** Forgets what has been gathered and not been handed over. */
  clear(): void;
}

/**
 * A timer and not an animation frame: a tab in the background gets no frames at all, and the work
 * that the items cause stays out of the task that lays out and paints.
 */
export function createFrameBatch<T>(
  nowMs: () => number,
  deliver: (items: readonly T[]) => void,
): FrameBatch<T> {
  let items: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let deliveredAtMs = Number.NEGATIVE_INFINITY;

  const clear = () => {
    clearTimeout(timer);
    timer = undefined;
    items = [];
  };
  const flush = () => {
    const batch = items;
    clear();
    if (batch.length === 0) return;
    deliveredAtMs = nowMs();
    deliver(batch);
  };

  return {
    add(item) {
      items.push(item);
      timer ??= setTimeout(flush, Math.max(0, deliveredAtMs + FRAME_MS - nowMs()));
    },
    flush,
    clear,
  };
}
