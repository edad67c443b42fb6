/** Twenty a second, forty in a burst, as a bucket of tokens. */
export const MESSAGES_PER_SECOND = 20;
export const MESSAGE_BURST = 40;

export interface RateLimit {
  /** Whether one more is allowed now. */
  readonly allow: (nowMs: number) => boolean;
}

export function createRateLimit(perSecond: number, burst: number): RateLimit {
  let tokens = burst;
  let filledMs: number | null = null;
  return {
    allow: (nowMs) => {
      const elapsedMs = filledMs === null ? 0 : nowMs - filledMs;
      filledMs = nowMs;
      tokens = Math.min(burst, tokens + (elapsedMs / 1000) * perSecond);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
