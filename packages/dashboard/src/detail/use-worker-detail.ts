import { startTransition, useCallback, useEffect, useReducer, useRef } from "react";
import { useDeckContext } from "../deck-context.ts";
import { detailAfter, NOTHING_YET, type DetailState } from "./detail-state.ts";
import { watchDetail, type DetailWatch } from "./watch-detail.ts";

/** A page that gets too little time to draw must not spend it on asking for all again and again. */
const MEND_HOLE_AFTER_MS = 5000;

export interface WatchedDetail {
  readonly state: DetailState;
  readonly askAgain: () => void;
}

/** All about a slot, for as long as it is shown. */
export function useWorkerDetail(slot: number): WatchedDetail {
  const { store, details } = useDeckContext();
  const [state, dispatch] = useReducer(detailAfter, NOTHING_YET);
  const watch = useRef<DetailWatch | null>(null);
  const hasHole = state.at === "known" && state.series.hasHole;
  const askAgain = useCallback(() => watch.current?.askAgain(), []);

  useEffect(() => {
    const watching = watchDetail({
      source: details,
      store,
      slot,
      // The charts may follow when the tiles are done.
      tell: (event) => startTransition(() => dispatch(event)),
    });
    watch.current = watching;
    return () => watching.stop();
  }, [details, store, slot]);

  useEffect(() => {
    if (!hasHole) return undefined;
    const timer = setTimeout(askAgain, MEND_HOLE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [hasHole, askAgain]);

  return { state, askAgain };
}
