import {
  MAX_SLOT,
  PROBLEM_STATUS,
  WORKERS_PATH,
  type ConversationMessage,
  type LogsMessage,
  type WorkerDetail,
} from "@clusterdeck/shared";
import { get, problemOf } from "../socket/http.ts";
import type { SlotFeed } from "../socket/slot-feed.ts";
import type { DetailAnswer, DetailSource } from "./detail-source.ts";

/** A supervisor that is alive answers within a few of them, however much it has kept of a worker. */
const ANSWER_WITHIN_MS = 10_000;

/** What the stream tells of a worker while that is looked at. */
export interface LiveFeeds {
  readonly logs: Pick<SlotFeed<LogsMessage>, "follow">;
  readonly conversation: Pick<SlotFeed<ConversationMessage>, "follow">;
}

/** The supervisor that the page came from. */
export function createLiveSource(
  readToken: () => string | null,
  feeds: LiveFeeds,
  answerWithinMs = ANSWER_WITHIN_MS,
): DetailSource {
  return {
    async load(slot, signal): Promise<DetailAnswer> {
      // As in an address that someone typed.
      if (slot > MAX_SLOT) return { answer: "no-such-slot" };
      // Of the body too.
      const limited = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
      const response = await get(`${WORKERS_PATH}/${slot}`, readToken(), limited);
      if (response === null) return { answer: "unreachable" };
      if (response.status === PROBLEM_STATUS["no-such-slot"]) return { answer: "no-such-slot" };
      if (response.status === PROBLEM_STATUS.unauthorized) return { answer: "unauthorized" };
      if (!response.ok) return { answer: "refused", problem: await problemOf(response) };
      const detail = await bodyOf(response);
      return detail === null ? { answer: "unreachable" } : { answer: "found", detail };
    },
    followLog: feeds.logs.follow,
    followConversation: feeds.conversation.follow,
  };
}

/** Null when the connection broke in the middle of it, or it took too long. */
async function bodyOf(response: Response): Promise<WorkerDetail | null> {
  try {
    return (await response.json()) as WorkerDetail;
  } catch {
    return null;
  }
}
