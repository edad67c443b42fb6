import { useEffect, useState } from "react";
import { useDeck, useDeckTime } from "../deck-context.ts";
import {
  FINISHED_NEWS_MS,
  newestReloadEvent,
  reloadStage,
  type ReloadStage,
} from "./reload-stage.ts";

/** The stage, and what takes a reload's failure off the page. */
export function useReloadStage(): { readonly stage: ReloadStage; readonly dismiss: () => void } {
  const reload = useDeck((deck) => deck.fleet.reload);
  const event = useDeck((deck) => newestReloadEvent(deck.events));
  const { serverMs } = useDeckTime("never");
  const [readUntil, setReadUntil] = useState(-Infinity);
  const stage = reloadStage(reload, event, serverMs, readUntil);

  const newsOf = stage.at === "finished" ? (event?.at ?? null) : null;
  useEffect(() => {
    if (newsOf === null) return undefined;
    // As read, and not just drawn anew: by the supervisor's clock, as far as the page knows it, the
    // moment may not quite be over.
    const timer = setTimeout(() => setReadUntil(newsOf), FINISHED_NEWS_MS);
    return () => clearTimeout(timer);
  }, [newsOf]);

  return {
    stage,
    dismiss: () => {
      if (stage.at === "stopped") setReadUntil(stage.endedAt);
    },
  };
}
