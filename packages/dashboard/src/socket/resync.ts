/** How long a snapshot that was asked for may take before it is asked for again. */
const ANSWER_TIMEOUT_MS = 3000;

export interface Resync {
  /** A change is missing. Until the snapshot comes, all that follow would say so again. */
  need(): void;
  /** A snapshot has come, or the connection it was asked for on is gone. */
  settled(): void;
}

/** @param ask may get lost, or be refused for its rate: it is repeated until a snapshot comes */
export function createResync(ask: () => void): Resync {
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    need() {
      if (timer !== undefined) return;
      timer = setInterval(ask, ANSWER_TIMEOUT_MS);
      ask();
    },
    settled() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
