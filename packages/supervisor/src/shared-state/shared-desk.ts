import type { AgentOrder, SharedRequests } from "../agent/messages.ts";
import { objection, type SharedAnswer, type SharedRequest } from "./request.ts";
import { createStore } from "./store.ts";

/** Sends an order to a process; false where too much that it has not read waits for it already. */
type Offer = (launch: number, order: AgentOrder) => boolean;

export interface SharedDesk {
  /** Does what a process asks, in its order, and answers. */
  readonly take: (launch: number, asked: SharedRequests) => void;
  readonly setHearing: (launch: number, hears: boolean) => void;
  /** The process has ended. */
  readonly forget: (launch: number) => void;
}

/** Keeps an order's line short, since the agent looks through what has come of it at each read. */
const ANSWER_LINE_BYTES = 32 * 1024;

/** The state that all workers share: kept here, one request at a time, and gone with this process. */
export function createSharedDesk(
  offer: Offer,
  answer: (...parts: Parameters<Offer>) => void,
): SharedDesk {
  const store = createStore();
  const hearers = new Set<number>();

  const broadcast = (message: string): SharedAnswer => {
    let reached = 0;
    for (const launch of hearers) if (offer(launch, { kind: "broadcast", message })) reached += 1;
    return { value: reached };
  };
  const apply = (request: SharedRequest): SharedAnswer => {
    if (request.op !== "broadcast") return store.apply(request);
    return objection(request) ?? broadcast(request.message);
  };

  return {
    take: (launch, { first, requests }) => {
      let id = first;
      let answers: SharedAnswer[] = [];
      let bytes = 0;
      const tell = () => {
        if (answers.length === 0) return;
        answer(launch, { kind: "answers", first: id, answers });
        id += answers.length;
        answers = [];
        bytes = 0;
      };
      for (const request of requests) {
        const given = apply(request);
        answers.push(given);
        bytes += sizeOf(given);
        if (bytes >= ANSWER_LINE_BYTES) tell();
      }
      tell();
    },
    setHearing: (launch, hears) => {
      if (hears) hearers.add(launch);
      else hearers.delete(launch);
    },
    forget: (launch) => hearers.delete(launch),
  };
}

function sizeOf(answer: SharedAnswer): number {
  return "value" in answer && typeof answer.value === "string" ? answer.value.length : 0;
}
