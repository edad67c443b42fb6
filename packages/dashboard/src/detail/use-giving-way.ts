import { useEffect, type RefObject } from "react";

/**
 * A panel that lies over what takes the focus by key, such as a tile, closes: what has the focus is to be
 * seen. Beside the page it covers nothing, and on a phone all of the page is inert.
 */
export function useGivingWay(
  panel: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element) || panel.current === null) return;
      if (target.closest("main") === null || !target.matches(":focus-visible")) return;
      if (liesUnder(target.getBoundingClientRect(), panel.current.getBoundingClientRect())) close();
    };
    document.addEventListener("focusin", onFocus);
    return () => document.removeEventListener("focusin", onFocus);
  }, [panel, isOpen, close]);
}

/** By its middle, and across alone: the panel is as high as the window, into which the focus scrolls. */
function liesUnder(box: DOMRect, panel: DOMRect): boolean {
  return (box.left + box.right) / 2 > panel.left;
}
