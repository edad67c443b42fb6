import { useCallback, useSyncExternalStore, type RefObject } from "react";

/** Things come to life this much before they are scrolled into view. */
const AHEAD = "60px 0px";

interface Watched {
  isOnScreen: boolean;
  readonly listeners: Set<() => void>;
}

const watched = new WeakMap<Element, Watched>();
let shared: IntersectionObserver | null = null;

/**
 * Whether an element can be seen, or nearly; false until the browser has said so. What cannot be
 * seen need not follow each second's figures, but must be right in all else: it can be searched for
 * and read out.
 */
export function useOnScreen(target: RefObject<Element | null>): boolean {
  const subscribe = useCallback(
    (listener: () => void) =>
      target.current === null ? () => {} : watch(target.current, listener),
    [target],
  );
  return useSyncExternalStore(
    subscribe,
    () => target.current !== null && (watched.get(target.current)?.isOnScreen ?? false),
  );
}

function watch(element: Element, listener: () => void): () => void {
  const { listeners } = watched.get(element) ?? begin(element);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    sharedObserver().unobserve(element);
    watched.delete(element);
  };
}

function begin(element: Element): Watched {
  const one = { isOnScreen: false, listeners: new Set<() => void>() };
  watched.set(element, one);
  sharedObserver().observe(element);
  return one;
}

/** One for all: hundreds of tiles are told of in one call. */
function sharedObserver(): IntersectionObserver {
  shared ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const one = watched.get(target);
        if (one === undefined) continue;
        one.isOnScreen = isIntersecting;
        for (const notify of one.listeners) notify();
      }
    },
    { rootMargin: AHEAD },
  );
  return shared;
}
