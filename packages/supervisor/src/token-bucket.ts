/** Tokens that come with time, up to a limit. */
export interface TokenBucket {
  /** What there is now. Below 0 when more was taken than there was. */
  readonly level: (nowMs: number) => number;
  readonly take: (tokens: number) => void;
}

/** Full at the start. `nowMs` is monotonic. */
export function createTokenBucket(perSecond: number, burst: number): TokenBucket {
  let tokens = burst;
  let filledMs: number | null = null;
  return {
    level: (nowMs) => {
      const elapsedMs = filledMs === null ? 0 : nowMs - filledMs;
      filledMs = nowMs;
      tokens = Math.min(burst, tokens + (elapsedMs / 1000) * perSecond);
      return tokens;
    },
    take: (count) => {
      tokens -= count;
    },
  };
}
