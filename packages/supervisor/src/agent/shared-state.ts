import { setEnvironmentData } from "node:worker_threads";
import { ACCESS_SYMBOL, THREADS_MARK, type SharedAccess } from "../shared-state/access.ts";
import { createHearers } from "../shared-state/hearers.ts";
import {
  failed,
  objection,
  type SharedAnswer,
  type SharedRequest,
} from "../shared-state/request.ts";
import type { Channel } from "./channel.ts";
import { MOST_SHARED_REQUESTS } from "./messages.ts";

interface Asked {
  readonly request: SharedRequest;
  readonly answer: (answer: SharedAnswer) => void;
}

/** At most so many characters a line, well below what the supervisor reads as one. */
const LONGEST_BATCH = 48 * 1024;
const GONE = failed(
  "supervisor-gone",
  "the supervisor has gone, and the shared state with it; what was asked last may have been done",
);

/**
 * Gives the app's own module a way to the supervisor. One message is on its way at a time and takes
 * all that was asked meanwhile: a worker that asks much costs the supervisor few lines, and one that
 * asks without end waits in its own memory.
 */
export function shareState(channel: Channel): {
  readonly answered: (first: number, answers: readonly SharedAnswer[]) => void;
  readonly heard: (message: string) => void;
} {
  let isGone = false;
  let isFlushDue = false;
  let next = 0;
  let waiting: Asked[] = [];
  const sent = new Map<number, Asked["answer"]>();
  const hearers = createHearers((hears) => channel.send({ kind: "hearing", hears }));

  const flush = () => {
    isFlushDue = false;
    if (isGone || sent.size > 0 || waiting.length === 0) return;
    const count = batchLength(waiting);
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    const first = next;
    for (const { answer } of batch) sent.set(next++, answer);
    channel.send({ kind: "shared", first, requests: batch.map(({ request }) => request) });
  };
  /** At the end of the turn: what the app asks together goes together. */
  const flushSoon = () => {
    if (isFlushDue) return;
    isFlushDue = true;
    queueMicrotask(flush);
  };

  channel.onClosed(() => {
    isGone = true;
    for (const answer of sent.values()) answer(GONE);
    for (const { answer } of waiting) answer(GONE);
    sent.clear();
    waiting = [];
  });

  const access: SharedAccess = {
    ask: (request) => {
      if (isGone) return Promise.resolve(GONE);
      // Also so that no line is longer than the supervisor reads.
      const refused = objection(request);
      if (refused !== null) return Promise.resolve(refused);
      return new Promise((answer) => {
        waiting.push({ request, answer });
        channel.setAwaited(true);
        flushSoon();
      });
    },
    hear: hearers.add,
  };
  setEnvironmentData(THREADS_MARK, true);
  Object.defineProperty(globalThis, ACCESS_SYMBOL, { value: Object.freeze(access) });

  return {
    answered: (first, answers) => {
      for (const [index, answer] of answers.entries()) {
        sent.get(first + index)?.(answer);
        sent.delete(first + index);
      }
      if (sent.size > 0) return;
      if (waiting.length > 0) flushSoon();
      else channel.setAwaited(false);
    },
    heard: hearers.tell,
  };
}

/** How many of them one message takes. */
function batchLength(asked: readonly Asked[]): number {
  let length = 0;
  let count = 0;
  for (const { request } of asked) {
    length += longestLength(request);
    if (count > 0 && (length > LONGEST_BATCH || count === MOST_SHARED_REQUESTS)) break;
    count += 1;
  }
  return count;
}

/** As JSON: a key may be of control characters (`\u0001`), a value's text has none left. */
function longestLength(request: SharedRequest): number {
  const FRAME = 64;
  if (request.op === "broadcast") return FRAME + 2 * request.message.length;
  const valueLength = request.op === "set" ? 2 * request.value.length : 0;
  return FRAME + 6 * request.key.length + valueLength;
}
