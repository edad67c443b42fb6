import type { SharedAnswer, SharedRequest } from "./request.ts";

/** How a process reaches the shared state. */
export interface SharedAccess {
  /** Requests that are granted are done in the order in which they were made. */
  readonly ask: (request: SharedRequest) => Promise<SharedAnswer>;
  /** @returns what ends it */
  readonly hear: (listener: (message: string) => void) => () => void;
}

/** Where the agent leaves it for the module of the app, which is loaded later and by another path. */
export const ACCESS_SYMBOL = Symbol.for("clusterdeck.agent");

/** What the agent tells the threads of its process by, whatever environment and flags they are given. */
export const THREADS_MARK = "clusterdeck.agent";
