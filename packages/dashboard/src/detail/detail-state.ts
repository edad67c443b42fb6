/** What is known of the worker whose panel is open. Pure. */
import type { LastExit, WorkerMetrics } from "@clusterdeck/shared";
import { continued, seriesFromDetail, type WorkerSeries } from "../series/worker-series.ts";
import type { DetailAnswer } from "./detail-source.ts";

export type DetailState =
  | { readonly at: "loading" }
  | {
      readonly at: "known";
      readonly series: WorkerSeries;
      /** Newest first. */
      readonly lives: readonly LastExit[];
      /** Why it could not be brought up to date; null while it is. */
      readonly failure: Failure | null;
    }
  /** Nothing is known of such a slot. */
  | { readonly at: "missing" }
  | { readonly at: "failed"; readonly failure: Failure };

export type Failure = Exclude<DetailAnswer, { answer: "found" | "no-such-slot" }>;

export type DetailEvent =
  | { readonly type: "answered"; readonly answer: DetailAnswer }
  | { readonly type: "second"; readonly at: number; readonly metrics: WorkerMetrics | null };

export const NOTHING_YET: DetailState = { at: "loading" };

export function detailAfter(state: DetailState, event: DetailEvent): DetailState {
  switch (event.type) {
    case "answered":
      return answered(state, event.answer);
    case "second": {
      if (state.at !== "known") return state;
      const series = continued(state.series, event.at, event.metrics);
      return series === state.series ? state : { ...state, series };
    }
  }
}

function answered(state: DetailState, answer: DetailAnswer): DetailState {
  switch (answer.answer) {
    case "found": {
      const { detail } = answer;
      return { at: "known", series: seriesFromDetail(detail), lives: detail.lives, failure: null };
    }
    case "no-such-slot":
      return { at: "missing" };
    default:
      return state.at === "known"
        ? { ...state, failure: answer }
        : { at: "failed", failure: answer };
  }
}

/** The end that the stream has told of is there before the list has been asked for anew. */
export function livesWith(
  lives: readonly LastExit[],
  latest: LastExit | null,
): readonly LastExit[] {
  if (latest === null) return lives;
  const earlier = lives.filter(({ generation }) => generation !== latest.generation);
  const known = lives.find(({ generation }) => generation === latest.generation);
  // A snapshot holds fewer lines of stderr than the list does.
  const whole =
    known !== undefined && known.stderrTail.length >= latest.stderrTail.length ? known : latest;
  return [whole, ...earlier].sort((a, b) => b.at - a.at);
}

/**
 * Why it could not be had, and what happens now.
 *
 * @param isLive whether the stream is there all the same: then no return of it will ask again
 */
export function failureWords(failure: Failure, isLive: boolean): string {
  switch (failure.answer) {
    case "unauthorized":
      return "The supervisor refused this page's token. It will ask for another one.";
    case "refused":
      return `The supervisor refused it: ${failure.problem}.`;
    case "unreachable":
      return isLive
        ? "The supervisor gave no answer to this, though the page is live. It may be too busy for it: try again in a while."
        : "The supervisor cannot be reached. This comes by itself when it is back.";
  }
}
