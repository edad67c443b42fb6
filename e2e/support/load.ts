import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";

const ANSWER_TIMEOUT_MS = 5000;
/** Between the requests of a lane, so that the browser under test has a core to itself. */
const PAUSE_MS = 2;

/** A request that got no whole answer. */
export interface Loss {
  /** `ECONNREFUSED`: nobody held the port. `ECONNRESET`: taken, then dropped. `HUNG`: no end. */
  code: string;
}

export interface LoadResult {
  answered: number;
  losses: Loss[];
}

export interface Load {
  /** Resolves once so many further requests have been answered. */
  answers(count: number): Promise<void>;
  /** Lets what is in flight come to its end. */
  stop(): Promise<LoadResult>;
}

/**
 * Requests a port again and again, with a new connection each time, so that every worker gets its
 * share, and keeps account of every request that gets no answer.
 *
 * @param lanes requests at any one time
 */
export function startLoad(port: number, lanes = 2): Load {
  const agent = new Agent({ keepAlive: false });
  const result: LoadResult = { answered: 0, losses: [] };
  const waiting = new Set<{ at: number; resolve: () => void }>();
  const stopping = new AbortController();

  const onAnswer = () => {
    result.answered += 1;
    for (const waiter of waiting) {
      if (result.answered < waiter.at) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  };
  const lane = async () => {
    while (!stopping.signal.aborted) {
      const code = await attempt(agent, port);
      if (code === null) onAnswer();
      else result.losses.push({ code });
      await setTimeout(PAUSE_MS);
    }
  };
  const lanesDone = Array.from({ length: lanes }, lane);

  return {
    answers: (count) =>
      new Promise((resolve) => {
        waiting.add({ at: result.answered + count, resolve });
      }),
    async stop() {
      stopping.abort();
      await Promise.all(lanesDone);
      return result;
    },
  };
}

class HungError extends Error {
  readonly code = "HUNG";
}

/** Resolves to null when the whole answer has come, else to why it has not. */
function attempt(agent: Agent, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const sent = request({ agent, host: "127.0.0.1", port, path: "/" }, (response) => {
      response.resume();
      response.once("close", () => resolve(response.complete ? null : "ECONNRESET"));
    });
    sent.setTimeout(ANSWER_TIMEOUT_MS, () => sent.destroy(new HungError()));
    sent.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end();
  });
}
