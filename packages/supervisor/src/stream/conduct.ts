import { createRateLimit, MESSAGE_BURST, MESSAGES_PER_SECOND } from "./rate-limit.ts";

/** Nonsense in a row, and messages over the rate in a row, after which a reader is closed. */
const BAD_IN_A_ROW = 10;
const REFUSED_IN_A_ROW = 200;

export type RateVerdict =
  | "read"
  /** Over the rate, for the first time in a row: it is told. */
  | "tell"
  | "ignore"
  | "close";

/** How a reader behaves: how much it says, and whether it makes sense. */
export interface Conduct {
  readonly said: (nowMs: number) => RateVerdict;
  /** @returns whether the reader is to be closed for it */
  readonly understood: (isSense: boolean) => boolean;
}

export function createConduct(): Conduct {
  const rate = createRateLimit(MESSAGES_PER_SECOND, MESSAGE_BURST);
  let badInARow = 0;
  let refusedInARow = 0;
  return {
    said: (nowMs) => {
      if (rate.allow(nowMs)) {
        refusedInARow = 0;
        return "read";
      }
      refusedInARow += 1;
      if (refusedInARow > REFUSED_IN_A_ROW) return "close";
      return refusedInARow === 1 ? "tell" : "ignore";
    },
    understood: (isSense) => {
      badInARow = isSense ? 0 : badInARow + 1;
      return badInARow >= BAD_IN_A_ROW;
    },
  };
}
