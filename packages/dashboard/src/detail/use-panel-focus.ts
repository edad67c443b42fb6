import { useLayoutEffect, useRef, type RefObject } from "react";
import { focusTile } from "../keys/tile-focus.ts";

/**
 * The panel takes the focus as a worker is opened, and gives it back as it is closed. A page that opens
 * with a panel leaves the focus where the browser put it.
 */
export function usePanelFocus(panel: RefObject<HTMLElement | null>, slot: number | null): void {
  const shown = useRef(slot);
  const opener = useRef<HTMLElement | null>(null);

  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = slot;
    const { activeElement, body } = document;
    if (slot !== null && slot !== before) {
      const isInside = panel.current?.contains(activeElement) ?? false;
      const isSomewhere = activeElement instanceof HTMLElement && activeElement !== body;
      opener.current = isSomewhere && !isInside ? activeElement : null;
      if (!isInside) panel.current?.focus({ preventScroll: true });
    }
    // What had the focus in the panel is gone with it; what has it elsewhere keeps it.
    if (slot === null && before !== null && activeElement === body) {
      if (opener.current?.isConnected) opener.current.focus();
      else focusTile(before);
    }
  }, [panel, slot]);
}
