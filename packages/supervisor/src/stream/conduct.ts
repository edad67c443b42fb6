import { createTokenBucket } from "../token-bucket.ts";
import { MESSAGE_BURST, MESSAGES_PER_SECOND } from "./rate-limit.ts";

/** Nonsense in a row after which a reader is closed. */
const BAD_IN_A_ROW = 10;
/** How far a reader may be ahead of the rate; those that are not read count too. */
const MOST_AHEAD = 200;

export type RateVerdict =
  | "read"
  /** Over the rate, for the first time since one was read: it is told. */
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
  const rate = createTokenBucket(MESSAGES_PER_SECOND, MESSAGE_BURST);
  let badInARow = 0;
  let isTold = false;
  return {
    said: (nowMs) => {
      const level = rate.level(nowMs);
      // Those that are not read too, or a flood would be let through in drops and never end.
      rate.take(1);
      if (level >= 1) {
        isTold = false;
        return "read";
      }
      if (level <= -MOST_AHEAD) return "close";
      if (isTold) return "ignore";
      isTold = true;
      return "tell";
    },
    understood: (isSense) => {
      badInARow = isSense ? 0 : badInARow + 1;
      return badInARow >= BAD_IN_A_ROW;
    },
  };
}
