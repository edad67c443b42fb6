import { useCallback, useEffect, useRef, useState } from "react";
import { useEscape } from "../ui/use-escape.ts";
import type { Place } from "./stops.ts";

/** What a story is told about. */
export interface Told extends Place {
  readonly led:
    | { readonly by: "key" }
    /** @property x in pixels of the window, where the pointer came upon it */
    | { readonly by: "hover" | "press"; readonly x: number };
}

/** Long enough for the pointer to get from a lane onto the card about it. */
const LINGER_MS = 200;

/** Hovering tells for as long as the pointer is on it or on the card; a press and a key, until told otherwise. */
export function useTold() {
  const [told, setTold] = useState<Told | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stay = useCallback(() => clearTimeout(timer.current), []);
  useEffect(() => stay, [stay]);

  const tell = useCallback(
    (next: Told | null) => {
      stay();
      setTold((before) => {
        const isSame = before?.slot === next?.slot && before?.key === next?.key;
        // Where the pointer came upon it is where the card stays.
        return isSame && before?.led.by === "hover" && next?.led.by === "hover" ? before : next;
      });
    },
    [stay],
  );
  const leave = useCallback(() => {
    stay();
    timer.current = setTimeout(() => {
      setTold((before) => (before?.led.by === "hover" ? null : before));
    }, LINGER_MS);
  }, [stay]);

  const hide = useCallback(() => tell(null), [tell]);
  // What comes up by hovering can be sent away while the focus is elsewhere.
  useEscape(told?.led.by === "hover", hide);

  return { told, tell, stay, leave };
}
