/** What each further worker costs, and how many fit. Pure. */
import type { Deck } from "../store/deck.ts";

const MB = 1024 * 1024;
export interface MemoryRoom {
  readonly workerMb: number;
  /** How many more workers as they are now would fit into the memory that is left. */
  readonly more: number;
}

/** By the middle one of the workers that are at work; null before they are measured. */
export function memoryRoom({ workers, figures, supervisor }: Deck): MemoryRoom | null {
  const sizes = workers
    .filter(({ worker }) => worker.state === "serving" || worker.state === "running")
    .flatMap(({ slot }) => figures.slots.get(slot)?.latest?.rssBytes ?? [])
    .toSorted((a, b) => a - b);
  const middle = sizes[Math.floor(sizes.length / 2)];
  if (middle === undefined || middle <= 0 || supervisor.memoryAvailableBytes <= 0) return null;
  return {
    workerMb: toTwoDigits(middle / MB, Math.ceil),
    more: toTwoDigits(supervisor.memoryAvailableBytes / middle, Math.floor),
  };
}

/** "about 58 MB each, room for 170 more", as one text, which compares by value. */
export function memoryRoomWords(deck: Deck): string | null {
  const room = memoryRoom(deck);
  if (room === null) return null;
  const { workerMb, more } = room;
  return `about ${workerMb} MB each, ${more === 0 ? "no room for more" : `room for ${more} more`}`;
}

/** Two digits: the next second's figure is a little different, and the text should stand still. */
function toTwoDigits(value: number, round: (value: number) => number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, value))) - 1);
  return round(value / step) * step;
}
