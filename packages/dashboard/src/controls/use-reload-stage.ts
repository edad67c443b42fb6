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
  const [, redraw] = useState<number | null>(null);
  const stage = reloadStage(reload, event, serverMs, readUntil);

  const newsOf = stage.at === "finished" ? (event?.at ?? null) : null;
  useEffect(() => {
    if (newsOf === null) return undefined;
    const timer = setTimeout(() => redraw(newsOf), FINISHED_NEWS_MS);
    return () => clearTimeout(timer);
  }, [newsOf]);

  return {
    stage,
    dismiss: () => {
      if (stage.at === "stopped") setReadUntil(stage.endedAt);
    },
  };
}
