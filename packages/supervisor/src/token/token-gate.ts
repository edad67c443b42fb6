import { createHash, timingSafeEqual } from "node:crypto";
import { createTokenBucket } from "../token-bucket.ts";

export type TokenVerdict =
  | "right"
  | "missing"
  | "wrong"
  /** So many wrong ones have come that for now none is even looked at. */
  | "too-many";

/** Judges the tokens that requests carry. */
export interface TokenGate {
  readonly verdict: (given: string | null, nowMs: number) => TokenVerdict;
  /** From now on another token is the right one. */
  readonly change: (token: string) => void;
}

/**
 * A token of 256 bits cannot be guessed; one of a person's choice perhaps can. So beyond a burst,
 * one wrong token a second is looked at, and a right one waits with them: were it let through, a
 * guesser would be told by that. Streams that are open go on meanwhile.
 */
const WRONG_PER_SECOND = 1;
const WRONG_BURST = 20;

export function createTokenGate(token: string): TokenGate {
  let expected = digest(token);
  const wrong = createTokenBucket(WRONG_PER_SECOND, WRONG_BURST);
  return {
    verdict: (given, nowMs) => {
      if (given === null) return "missing";
      if (wrong.level(nowMs) < 1) return "too-many";
      // Digests have one length whatever is sent, and are compared in constant time.
      if (timingSafeEqual(digest(given), expected)) return "right";
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
