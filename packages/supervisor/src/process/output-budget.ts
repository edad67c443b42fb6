import { FLEET_OUTPUT_RATE, OUTPUT_RATE, SPARED_OUTPUT_RATE } from "../log/limits.ts";
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

/** What all streams of the fleet draw from. */
export function createFleetBudget(): OutputBudget {
  return createOutputBudget(FLEET_OUTPUT_RATE);
}

/**
 * Of one stream. It draws from what the fleet has in common, and where others have used that up from
 * a little of its own, so that the error of a quiet worker is not lost in the flood of the rest.
 */
export function createStreamBudget(fleet: OutputBudget): OutputBudget {
  const own = createOutputBudget(OUTPUT_RATE);
  const spared = createOutputBudget(SPARED_OUTPUT_RATE);
  let source = fleet;
  return {
    isOpen: (nowMs) => {
      if (!own.isOpen(nowMs)) return false;
      source = fleet.isOpen(nowMs) ? fleet : spared;
      return source === fleet || spared.isOpen(nowMs);
    },
    spend: (bytes) => {
      own.spend(bytes);
      source.spend(bytes);
    },
  };
}
