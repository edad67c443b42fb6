import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";

const ANSWER_TIMEOUT_MS = 8_000;

export interface LoadOptions {
  port: number;
  path?: string;
  /** Requests at any one time. */
  lanes?: number;
  /** False: a new connection for each request, so that every worker gets its share. */
  keepAlive?: boolean;
  /** Between the requests of a lane: leaves a core to a browser under test. */
  pauseMs?: number;
}

/** What became of every single request. */
export interface LoadResult {
  /** In full, with a status below 500. */
  answered: number;
  /**
   * The others, counted by why: `ECONNREFUSED` (nobody held the port), `ECONNRESET` (taken, then
   * dropped), `HUNG` (no end), `CUT` (an answer that stopped midway), `STATUS 5xx`.
   */
  losses: Record<string, number>;
}

export interface Load {
  /** Resolves once so many further requests have been answered. */
  answers(count: number): Promise<void>;
  /** Lets what is in flight come to its end. */
  stop(): Promise<LoadResult>;
}

/** Requests a port again and again, and keeps account of every request. It tries nothing twice. */
export function startLoad(options: LoadOptions): Load {
  const { lanes = 2, keepAlive = false, pauseMs = 0 } = options;
  const agent = new Agent({ keepAlive, maxSockets: lanes });
  const result: LoadResult = { answered: 0, losses: {} };
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
      const loss = await attempt(agent, options);
      if (loss === null) onAnswer();
      else result.losses[loss] = (result.losses[loss] ?? 0) + 1;
      if (pauseMs > 0) await setTimeout(pauseMs);
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
      agent.destroy();
      return result;
    },
  };
}

/** Resolves to null when the whole answer has come, else to why it has not. */
function attempt(agent: Agent, { port, path = "/" }: LoadOptions): Promise<string | null> {
  return new Promise((resolve) => {
    const sent = request({ agent, host: "127.0.0.1", port, path }, (response) => {
      const status = response.statusCode ?? 0;
      response.resume();
      response.once("close", () => {
        if (!response.complete) resolve("CUT");
        else resolve(status >= 500 ? `STATUS ${status}` : null);
      });
    });
    sent.setTimeout(ANSWER_TIMEOUT_MS, () => {
      resolve("HUNG");
      sent.destroy();
    });
    sent.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    sent.end();
  });
}
