const LONGEST_WAIT_MS = 100;

/** Gathers items and hands them over once a frame. */
export interface FrameBatch<T> {
  add(item: T): void;
  /** Hands over at once what has been gathered. */
  flush(): void;
  /** Forgets what has been gathered and not been handed over. */
  clear(): void;
}

/**
 * Whichever comes first wins: the next frame, or a timer, since a tab in the background gets no
 * frames at all.
 */
export function createFrameBatch<T>(deliver: (items: readonly T[]) => void): FrameBatch<T> {
  let items: T[] = [];
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const disarm = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    if (timer !== null) clearTimeout(timer);
    frame = timer = null;
  };
  const flush = () => {
    disarm();
    const batch = items;
    items = [];
    if (batch.length > 0) deliver(batch);
  };

  return {
    add(item) {
      items.push(item);
      if (timer !== null) return;
      frame = requestAnimationFrame(flush);
      timer = setTimeout(flush, LONGEST_WAIT_MS);
    },
    flush,
    clear() {
      items = [];
      disarm();
    },
  };
}
