/**
 * What is kept of what apps and their primary say to each other. An app that floods its channel would
 * else cost this process, through which every connection of the app passes, a second text of each
 * message.
 */
import type { BookRooms } from "../log/slot-book.ts";
import type { OutputRate, ShareRates } from "../process/output-budget.ts";

const KiB = 1024;
const MiB = 1024 * KiB;

/**
 * Of one process's own messages; what comes faster is counted. A line is a message here, and its
 * characters are taken for bytes.
 */
export const APP_MESSAGE_RATES: ShareRates = {
  own: { linesPerSecond: 20, burstLines: 100, bytesPerSecond: 64 * KiB, burstBytes: 256 * KiB },
  spared: { linesPerSecond: 2, burstLines: 10, bytesPerSecond: 8 * KiB, burstBytes: 32 * KiB },
};

/** Of those of all processes together. */
export const FLEET_MESSAGE_RATE: OutputRate = {
  linesPerSecond: 200,
  burstLines: 400,
  bytesPerSecond: 512 * KiB,
  burstBytes: 1 * MiB,
};

/** Of a longer message the beginning is kept. */
export const MESSAGE_CHARACTERS = 4 * KiB;

export const CONVERSATION_ROOMS: BookRooms = {
  slot: { lines: 200, characters: 128 * KiB },
  total: { lines: 16_000, characters: 4 * MiB },
};

/** Of `GET /api/v1/conversation`. */
export const QUERY_MESSAGES = {
  name: "messages",
  usual: 200,
  most: CONVERSATION_ROOMS.slot.lines,
} as const;
