import { createHash, timingSafeEqual } from "node:crypto";
import { createTokenBucket } from "../token-bucket.ts";

export type TokenVerdict =
  | "right"
  | "missing"
  | "wrong"
  /** So many wrong ones have come that for now this one is refused without a word about it. */
  | "too-many";

/** Judges the tokens that requests carry. */
export interface TokenGate {
  readonly verdict: (given: string | null, nowMs: number) => TokenVerdict;
  /** From now on another token is the right one. */
  readonly change: (token: string) => void;
}

/**
 * Beyond a burst, one wrong token a second is told from a right one.
 *
 * A token that was made here, of 256 random bits, is let in all the same: nobody guesses it at any
 * rate, and so nobody locks its owner out by guessing. One of a person's choice perhaps can be
 * guessed. There the right one waits with the wrong ones: were it let through, a guesser would be
 * told by that. Streams that are open go on meanwhile.
 */
const WRONG_PER_SECOND = 1;
const WRONG_BURST = 20;

/** @param isGuessable a person has chosen it */
export function createTokenGate(token: string, isGuessable: boolean): TokenGate {
  let expected = digest(token);
  const wrong = createTokenBucket(WRONG_PER_SECOND, WRONG_BURST);
  return {
    verdict: (given, nowMs) => {
      if (given === null) return "missing";
      const isTooMany = wrong.level(nowMs) < 1;
      if (isTooMany && isGuessable) return "too-many";
      // Digests have one length whatever is sent, and are compared in constant time.
      if (timingSafeEqual(digest(given), expected)) return "right";
      if (isTooMany) return "too-many";
      wrong.take(1);
      return "wrong";
    },
    change: (next) => {
      expected = digest(next);
    },
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
