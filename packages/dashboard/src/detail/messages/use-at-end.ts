import { useLayoutEffect, useRef, type RefObject, type UIEvent } from "react";

/** Within this of its end a list is taken to be there. */
const NEAR_PX = 24;

/**
 * Keeps a list at its end as it grows, until one scrolls away from there.
 *
 * @param list what scrolls; its one child holds all of the rows
 * @returns what is to be called as it scrolls
 */
export function useAtEnd(list: RefObject<HTMLElement | null>): (event: UIEvent) => void {
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    const element = list.current;
    const rows = element?.firstElementChild ?? null;
    if (element === null || rows === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(rows);
    return () => observer.disconnect();
  }, [list]);
  return ({ currentTarget }) => {
    const { scrollHeight, scrollTop, clientHeight } = currentTarget;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  };
}
