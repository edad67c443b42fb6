import { createHttp1Client, runLoad, type LoadResult } from "@clusterdeck/testkit";

/** Requests one after another, on a kept connection and, beside them, on a new one for each. */
export interface VersionLoad {
  /** When the first answer with that version comes, as `performance.now()` tells the time. */
  readonly firstAnswerMs: (version: number) => Promise<number>;
  /** @returns what became of all of them */
  readonly stop: () => Promise<Pick<LoadResult, "answered" | "losses">>;
}

/** Without it the client would take a core from the worker that boots. */
const PAUSE_MS = 1;

export function startVersionLoad(port: number): VersionLoad {
  const awaited = new Map<string, (atMs: number) => void>();
  const onBody = (body: string) => {
    awaited.get(body)?.(performance.now());
    awaited.delete(body);
  };
  const loads = [true, false].map((keepAlive) => {
    const client = createHttp1Client({ port, nextPath: () => "/", lanes: 1, keepAlive, onBody });
    return runLoad(client, { lanes: 1, pauseMs: PAUSE_MS });
  });
  return {
    firstAnswerMs: (version) => new Promise((resolve) => awaited.set(String(version), resolve)),
    stop: async () => {
      const results = await Promise.all(loads.map((load) => load.stop()));
      const losses: Record<string, number> = {};
      for (const [why, count] of results.flatMap((result) => Object.entries(result.losses))) {
        losses[why] = (losses[why] ?? 0) + count;
      }
      return { answered: results.reduce((sum, { answered }) => sum + answered, 0), losses };
    },
  };
}
