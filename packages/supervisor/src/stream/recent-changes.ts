import type { ChangeMessage, MetricsMessage, ResumePoint } from "@clusterdeck/shared";

/**
 * A reader that was away for longer gets a snapshot. More seconds than these, each with every figure
 * of every worker, weigh more than its five minutes of a few.
 */
const CHANGES_KEPT = 256;
const SECONDS_KEPT = 20;
/** Clocks and timers are not exact: seconds lie about so far apart. */
const SECOND_MS = 1_000;

/** What a reader that comes back has missed. */
export interface Missed {
  readonly changes: readonly ChangeMessage[];
  readonly seconds: readonly MetricsMessage[];
}

/** The last of the stream, for readers that come back. Bounded; nothing in it is encoded. */
export interface RecentChanges {
  readonly addChange: (change: ChangeMessage) => void;
  readonly addSecond: (second: MetricsMessage) => void;
  /** @returns null when something that was missed is no longer there */
  readonly since: (point: ResumePoint, epoch: string, seq: number) => Missed | null;
}

export function createRecentChanges(): RecentChanges {
  const changes: ChangeMessage[] = [];
  const seconds: MetricsMessage[] = [];
  return {
    addChange: (change) => {
      changes.push(change);
      if (changes.length > CHANGES_KEPT) changes.shift();
    },
    addSecond: (second) => {
      seconds.push(second);
      if (seconds.length > SECONDS_KEPT) seconds.shift();
    },
    since: (point, epoch, seq) => {
      if (point.epoch !== epoch || point.seq > seq) return null;
      const missed = changes.filter((change) => change.seq > point.seq);
      const hasAllChanges = missed.length === seq - point.seq;
      // The clock has been set back: which seconds were missed cannot be told.
      if ((seconds.at(-1)?.at ?? point.metricsAt) < point.metricsAt) return null;
      const hasAllSeconds =
        !isFull(seconds) || (seconds[0]?.at ?? 0) <= point.metricsAt + 1.5 * SECOND_MS;
      if (!hasAllChanges || !hasAllSeconds) return null;
      return { changes: missed, seconds: seconds.filter(({ at }) => at > point.metricsAt) };
    },
  };
}

/** Before that nothing has been dropped. */
function isFull(seconds: readonly MetricsMessage[]): boolean {
  return seconds.length === SECONDS_KEPT;
}
