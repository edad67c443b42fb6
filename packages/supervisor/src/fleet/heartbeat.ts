/** No sample for this long, and a worker that had been ready does not answer. */
const SILENT_AFTER_MS = 3_000;

/**
 * When each worker last gave a sign of life, in monotonic milliseconds.
 *
 * A supervisor that was itself held up (a machine that slept, a debugger, a long stall) has read
 * nothing meanwhile: silence is then counted anew, so that waking up marks nobody.
 */
export interface Heartbeats {
  readonly beat: (launch: number, nowMs: number) => void;
  readonly forget: (launch: number) => void;
  /** Those silent for too long. Called regularly, every `expectedMs`. */
  readonly silent: (nowMs: number) => number[];
  readonly isSilent: (launch: number, nowMs: number) => boolean;
}

export function createHeartbeats(expectedMs: number): Heartbeats {
  const lastMs = new Map<number, number>();
  let lookedMs: number | null = null;
  const isSilent = (launch: number, nowMs: number) =>
    nowMs - (lastMs.get(launch) ?? Infinity) >= SILENT_AFTER_MS;
  return {
    beat: (launch, nowMs) => lastMs.set(launch, nowMs),
    forget: (launch) => lastMs.delete(launch),
    silent: (nowMs) => {
      const heldUpMs = lookedMs === null ? 0 : nowMs - lookedMs - expectedMs;
      lookedMs = nowMs;
      if (heldUpMs > expectedMs) for (const launch of lastMs.keys()) lastMs.set(launch, nowMs);
      return [...lastMs.keys()].filter((launch) => isSilent(launch, nowMs));
    },
    isSilent,
  };
}
