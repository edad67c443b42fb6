export interface Hearers {
  /** @returns what removes it */
  readonly add: (listener: (message: string) => void) => () => void;
  readonly tell: (message: string) => void;
}

/**
 * Those in one process that listen to broadcasts.
 *
 * @param onAny told whenever there is a first one, or none any more
 */
export function createHearers(onAny: (hears: boolean) => void): Hearers {
  /** A place each, since one listener may be added twice. */
  const places = new Set<{ readonly listener: (message: string) => void }>();
  return {
    add: (listener) => {
      const place = { listener };
      places.add(place);
      if (places.size === 1) onAny(true);
      return () => {
        if (places.delete(place) && places.size === 0) onAny(false);
      };
    },
    tell: (message) => {
      for (const place of places) {
        // Each on its own: one that throws keeps nothing from the others, nor from the agent.
        queueMicrotask(() => {
          if (places.has(place)) place.listener(message);
        });
      }
    },
  };
}
