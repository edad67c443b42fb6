import { useEffect, useState, type RefObject } from "react";

/** Things come to life this much before they are scrolled into view. */
const AHEAD = "60px 0px";

const listeners = new WeakMap<Element, (isOnScreen: boolean) => void>();
let shared: IntersectionObserver | null = null;

/**
 * Whether an element can be seen, or nearly; false until the browser has said so. What cannot be
 * seen need not follow each second's figures, but must be right in all else: it can be searched for
 * and read out.
 */
export function useOnScreen(target: RefObject<Element | null>): boolean {
  const [isOnScreen, setOnScreen] = useState(false);
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    const observer = sharedObserver();
    listeners.set(element, setOnScreen);
    observer.observe(element);
    return () => {
      observer.unobserve(element);
      listeners.delete(element);
    };
  }, [target]);
  return isOnScreen;
}

/** One for all: hundreds of tiles are told of in one call. */
function sharedObserver(): IntersectionObserver {
  shared ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
    },
    { rootMargin: AHEAD },
  );
  return shared;
}
