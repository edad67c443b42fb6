import { useEffect } from "react";

/**
 * Takes Escape for what came up without having taken the focus, for as long as it is there: before the
 * page hears of it, which would close the worker's panel too.
 */
export function useEscape(isShown: boolean, hide: () => void): void {
  useEffect(() => {
    if (!isShown) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      hide();
    };
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [isShown, hide]);
}
