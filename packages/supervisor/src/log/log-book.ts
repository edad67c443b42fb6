import type { LogEntry, OutputStream } from "@clusterdeck/shared";
import type { Stamp } from "../lifecycle/fleet-state.ts";
import { SLOT_ROOM, TOTAL_ROOM } from "./limits.ts";
import { SlotBook } from "./slot-book.ts";

/** Which process wrote it. */
export interface OutputSource {
  readonly slot: number;
  readonly pid: number | null;
  readonly generation: number;
  readonly stream: OutputStream;
}

/** What the workers wrote last. */
export class LogBook extends SlotBook<LogEntry> {
  constructor(now: () => Stamp) {
    super({ slot: SLOT_ROOM, total: TOTAL_ROOM }, now);
  }

  addLines(source: OutputSource, lines: readonly string[]): void {
    this.add(
      source.slot,
      lines.map((text) => ({ ...source, text })),
    );
  }

  addGap(source: OutputSource, dropped: number): void {
    this.add(source.slot, [{ ...source, dropped }]);
  }
}
