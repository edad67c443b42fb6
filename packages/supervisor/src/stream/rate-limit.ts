import { createTokenBucket } from "../token-bucket.ts";

/** Commands of one stream, and those of all HTTP clients together. */
export const COMMANDS_PER_SECOND = 20;
export const COMMAND_BURST = 40;
export const TOO_MANY_COMMANDS = `Slow down: ${COMMANDS_PER_SECOND} commands a second.`;
/** Messages of one stream of whatever kind: a busy fleet is acknowledged often. */
export const MESSAGES_PER_SECOND = 200;
export const MESSAGE_BURST = 400;

export interface RateLimit {
  /** Whether one more is allowed now. */
  readonly allow: (nowMs: number) => boolean;
}

export function createRateLimit(perSecond: number, burst: number): RateLimit {
  const bucket = createTokenBucket(perSecond, burst);
  return {
    allow: (nowMs) => {
      if (bucket.level(nowMs) < 1) return false;
      bucket.take(1);
      return true;
    },
  };
}
