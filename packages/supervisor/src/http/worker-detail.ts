import { MAX_SLOT, type WorkerDetail } from "@clusterdeck/shared";
import type { LifeBook } from "../log/life-book.ts";
import { emptyColumns } from "../metrics/slot-columns.ts";
import type { Feed } from "../stream/feed.ts";
import { wholeNumber } from "./whole-number.ts";
import { Problem } from "./problem.ts";

export interface DetailParts {
  readonly feed: Feed;
  readonly lives: LifeBook;
  readonly isSlot: (slot: number) => boolean;
}

/** @throws Problem `malformed`, or `no-such-slot` where there is none and nothing is known of one */
export function readWorkerDetail(parts: DetailParts, slotText: unknown): WorkerDetail {
  const slot = wholeNumber("slot", slotText, MAX_SLOT);
  const detail = workerDetail(parts, slot);
  const isKnown = detail.lives.length > 0 || parts.feed.columnsOf(slot) !== null;
  if (isKnown || parts.isSlot(slot)) return detail;
  throw new Problem("no-such-slot", `There is no slot ${slot}.`);
}

export function workerDetail({ feed, lives }: DetailParts, slot: number): WorkerDetail {
  return {
    epoch: feed.epoch,
    slot,
    endsAt: feed.historyEndsAt,
    columns: feed.columnsOf(slot) ?? emptyColumns(0),
    lives: [...lives.of(slot)],
  };
}
