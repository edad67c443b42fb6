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

/** What a part of the fleet may take, and what it is left when the others have used all up. */
export interface ShareRates {
  readonly own: OutputRate;
  readonly spared: OutputRate;
}

const STREAM_RATES: ShareRates = { own: OUTPUT_RATE, spared: SPARED_OUTPUT_RATE };

/** What all streams of the fleet draw from. */
export function createFleetBudget(): OutputBudget {
  return createOutputBudget(FLEET_OUTPUT_RATE);
}

/**
 * Of one stream. It draws from what the fleet has in common, and where others have used that up from
 * a little of its own, so that the error of a quiet worker is not lost in the flood of the rest.
 */
export function createStreamBudget(
  fleet: OutputBudget,
  rates: ShareRates = STREAM_RATES,
): OutputBudget {
  const own = createOutputBudget(rates.own);
  const spared = createOutputBudget(rates.spared);
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
