import { useEffect, useRef, type RefObject } from "react";

/** A wheel's notch is about a hundred pixels, a pinch's step a few. */
const ZOOM_PER_PX = 0.004;
const MOST_PX = 100;

/** With Ctrl, as a pinch on a touchpad comes too; without it the wheel scrolls. */
export function useLaneWheel(
  section: RefObject<HTMLElement | null>,
  onZoom: (factor: number, x: number) => void,
): void {
  const latest = useRef(onZoom);
  useEffect(() => {
    latest.current = onZoom;
  });
  useEffect(() => {
    const element = section.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return;
      // Else the browser would zoom the whole page. React's own listeners are passive.
      event.preventDefault();
      const px = Math.max(-MOST_PX, Math.min(MOST_PX, event.deltaY));
      latest.current(Math.exp(px * ZOOM_PER_PX), event.clientX);
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [section]);
}
