/** The exact time behind what a tile's sentence counts, for its tooltip. Pure. */
import { formatFullTime } from "../format/time-of-day.ts";
import type { WorkerRow } from "../store/deck.ts";
import { newsOf } from "./tile-sentence.ts";

/** @returns null where the sentence counts nothing */
export function sentenceMoment(row: WorkerRow, serverMs: number): string | null {
  const { worker, receivedAt } = row;
  switch (worker.state) {
    case "starting":
      return worker.pid === null ? null : said("Started", worker.since);
    case "unresponsive":
      return said("Since", worker.since);
    case "draining":
      return within(worker.deadlineInMs, receivedAt) ?? said("Since", worker.since);
    case "backoff":
      return worker.restartInMs === null ? null : said("Next try", receivedAt + worker.restartInMs);
    case "failed":
    case "standby":
      return null;
    case "serving":
    case "running": {
      const { successor, retiring } = worker;
      if (successor !== null) return said("Started", successor.since);
      if (retiring[0] !== undefined) return within(retiring[0].deadlineInMs, receivedAt);
      const news = newsOf(row, serverMs);
      return news === null ? null : said("Ended", news.at);
    }
  }
}

function within(inMs: number | null, receivedAt: number): string | null {
  return inMs === null ? null : said("At the latest", receivedAt + inMs);
}

function said(what: string, at: number): string {
  return `${what}: ${formatFullTime(at)}`;
}
