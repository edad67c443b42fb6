import { setTimeout } from "node:timers/promises";
import type { LoadClient, Loss, Outcome } from "./load/client.ts";
import { createHttp1Client } from "./load/http1-client.ts";

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
  /** Of those answered: how often one was sent again after the server had given it back (HTTP/2). */
  resent: number;
  /** Given back by the server and not sent again (pipelined). */
  returned: number;
  /** The others, counted by why: see `Loss`. */
  losses: Record<string, number>;
}

export interface Load {
  /** Resolves once so many further requests have been answered. */
  answers(count: number): Promise<void>;
  /** Resolves once so many requests, from the start on, have come to an end of any kind. */
  settled(total: number): Promise<void>;
  /** Lets what is in flight come to its end. */
  stop(): Promise<LoadResult>;
}

/** Requests a port again and again, and keeps account of every request. It tries nothing twice. */
export function startLoad(options: LoadOptions): Load {
  const { port, path = "/", lanes = 2, keepAlive = false, pauseMs = 0 } = options;
  const client = createHttp1Client({ port, nextPath: () => path, lanes, keepAlive });
  return runLoad(client, { lanes, pauseMs });
}

export interface LaneOptions {
  /** Requests, or batches of them, at any one time. */
  lanes: number;
  pauseMs?: number;
  onLoss?: (loss: Loss) => void;
}

/** Has a client send again and again on several lanes, and keeps account of what it says. */
export function runLoad(client: LoadClient, options: LaneOptions): Load {
  const { lanes, pauseMs = 0, onLoss = () => {} } = options;
  const result: LoadResult = { answered: 0, resent: 0, returned: 0, losses: {} };
  const waiting = new Set<{ isDue: () => boolean; resolve: () => void }>();
  const stopping = new AbortController();
  let settled = 0;

  const enter = (outcome: Outcome) => {
    settled += 1;
    switch (outcome.kind) {
      case "answered":
        result.answered += 1;
        result.resent += outcome.resends;
        break;
      case "returned":
        result.returned += 1;
        break;
      case "lost":
        result.losses[outcome.why] = (result.losses[outcome.why] ?? 0) + 1;
        onLoss(outcome);
    }
  };
  const wake = () => {
    for (const waiter of waiting) {
      if (!waiter.isDue()) continue;
      waiting.delete(waiter);
      waiter.resolve();
    }
  };
  const lane = async () => {
    while (!stopping.signal.aborted) {
      for (const outcome of await client.send()) enter(outcome);
      wake();
      if (pauseMs > 0) await setTimeout(pauseMs);
    }
  };
  const lanesDone = Array.from({ length: lanes }, lane);
  const until = (isDue: () => boolean) =>
    new Promise<void>((resolve) => {
      waiting.add({ isDue, resolve });
      wake();
    });

  return {
    answers: (count) => {
      const wanted = result.answered + count;
      return until(() => result.answered >= wanted);
    },
    settled: (total) => until(() => settled >= total),
    async stop() {
      stopping.abort();
      await Promise.all(lanesDone);
      client.close();
      return result;
    },
  };
}
