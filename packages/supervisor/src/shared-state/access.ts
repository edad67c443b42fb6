import type { SharedAnswer, SharedRequest } from "./request.ts";

/** How a process reaches the shared state. */
export interface SharedAccess {
  /** Answers come in the order of the requests. */
  readonly ask: (request: SharedRequest) => Promise<SharedAnswer>;
  /** @returns what ends it */
  readonly hear: (listener: (message: string) => void) => () => void;
}

/** Where the agent leaves it for the module of the app, which is loaded later and by another path. */
export const ACCESS_SYMBOL = Symbol.for("clusterdeck.agent");
