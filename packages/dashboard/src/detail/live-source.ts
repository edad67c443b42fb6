import { MAX_WORKERS, PROBLEM_STATUS, WORKERS_PATH, type WorkerDetail } from "@clusterdeck/shared";
import { get, problemOf } from "../socket/http.ts";
import type { LogFeed } from "../socket/log-feed.ts";
import type { DetailAnswer, DetailSource } from "./detail-source.ts";

/** The supervisor that the page came from. */
export function createLiveSource(
  readToken: () => string | null,
  logs: Pick<LogFeed, "follow">,
): DetailSource {
  return {
    async load(slot, signal): Promise<DetailAnswer> {
      // As in an address that someone typed.
      if (slot > MAX_WORKERS) return { answer: "no-such-slot" };
      const response = await get(`${WORKERS_PATH}/${slot}`, readToken(), signal);
      if (response === null) return { answer: "unreachable" };
      if (response.status === PROBLEM_STATUS["no-such-slot"]) return { answer: "no-such-slot" };
      if (response.status === PROBLEM_STATUS.unauthorized) return { answer: "unauthorized" };
      if (!response.ok) return { answer: "refused", problem: await problemOf(response) };
      const detail = await bodyOf(response);
      return detail === null ? { answer: "unreachable" } : { answer: "found", detail };
    },
    followLog: logs.follow,
  };
}

/** Null when the connection broke in the middle of it. */
async function bodyOf(response: Response): Promise<WorkerDetail | null> {
  try {
    return (await response.json()) as WorkerDetail;
  } catch {
    return null;
  }
}
