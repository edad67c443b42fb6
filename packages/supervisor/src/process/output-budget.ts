import { createTokenBucket } from "../token-bucket.ts";

export interface OutputRate {
  readonly linesPerSecond: number;
  readonly burstLines: number;
  readonly bytesPerSecond: number;
  readonly burstBytes: number;
}

/** What may be taken of a stream of output. */
export interface OutputBudget {
  /** Whether a line that begins now is taken. */
  readonly isOpen: (nowMs: number) => boolean;
  readonly spend: (bytes: number) => void;
}

/**
 * Once it is spent it stays closed until a second's worth has come together: a flood is kept in
 * stretches that can be read, and not as single lines with gaps between all of them.
 */
export function createOutputBudget(rate: OutputRate): OutputBudget {
  const lines = createTokenBucket(rate.linesPerSecond, rate.burstLines);
  const bytes = createTokenBucket(rate.bytesPerSecond, rate.burstBytes);
  const reopensAt = {
    lines: Math.min(rate.linesPerSecond, rate.burstLines),
    bytes: Math.min(rate.bytesPerSecond, rate.burstBytes),
  };
  let isOpen = true;
  return {
    isOpen: (nowMs) => {
      const level = { lines: lines.level(nowMs), bytes: bytes.level(nowMs) };
      isOpen = isOpen
        ? level.lines >= 1 && level.bytes > 0
        : level.lines >= reopensAt.lines && level.bytes >= reopensAt.bytes;
      return isOpen;
    },
    spend: (count) => {
      lines.take(1);
      bytes.take(count);
    },
  };
}
