/**
 * What is taken of the workers' output, kept of it and sent on. Every connection of the app passes
 * through this process, so output may cost it little, however much there is.
 */

const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * Of one stream of one process; what comes faster is dropped and counted. A line costs this process
 * 1 to 3 µs until it is written out, and a burst may be read in one turn of the loop.
 */
export const OUTPUT_RATE = {
  linesPerSecond: 5_000,
  burstLines: 10_000,
  bytesPerSecond: 1 * MiB,
  burstBytes: 2 * MiB,
} as const;

/** Of all workers together: a fleet that floods may cost no more than a few workers that do. */
export const FLEET_OUTPUT_RATE = {
  linesPerSecond: 20_000,
  burstLines: 40_000,
  bytesPerSecond: 4 * MiB,
  burstBytes: 8 * MiB,
} as const;
/** What each stream is left when others have used that up. */
export const SPARED_OUTPUT_RATE = {
  linesPerSecond: 100,
  burstLines: 200,
  bytesPerSecond: 64 * KiB,
  burstBytes: 128 * KiB,
} as const;

/** A longer line is cut. */
export const LONGEST_LINE_BYTES = 8 * KiB;

/** How long dropped lines may wait to be told, when none is kept that would tell them sooner. */
export const DROPS_TOLD_AFTER_MS = 1_000;

/** The raw end of stderr that is kept of each process, for its exit. */
export const STDERR_TAIL_BYTES = 64 * KiB;
export const STDERR_TAIL_LINES = 50;
/** The tail travels to every page with each change of its slot. */
export const STDERR_TAIL_CHARACTERS = 16 * KiB;
export const STDERR_LINE_CHARACTERS = 2 * KiB;

/** A bound of lines, and of the characters in all of them. */
export interface Room {
  readonly lines: number;
  readonly characters: number;
}

/** Recent lines of one slot. */
export const SLOT_ROOM: Room = { lines: 1_000, characters: 256 * KiB };
/** Recent lines of all slots together: each gets an equal share of it at most. */
export const TOTAL_ROOM: Room = { lines: 64_000, characters: 16 * MiB };
/** How long the lines of a slot that was scaled away can still be read. */
export const GONE_SLOT_KEPT_MS = 5 * 60_000;

/** Of the last lines of stderr that are kept of a slot's past lives, all together. */
export const LIFE_TAILS_CHARACTERS = 64 * KiB;

/** One message of the stream. */
export const MESSAGE_ROOM: Room = { lines: 500, characters: 128 * KiB };
/** New lines go out at most so often. */
export const MESSAGE_INTERVAL_MS = 100;
/** Messages that may wait for a reader that lags: the oldest are dropped and counted. */
export const MESSAGES_OWED = 8;

/** Of `GET /api/v1/logs`. */
export const QUERY_LINES = { name: "lines", usual: 200, most: SLOT_ROOM.lines } as const;
