import type { LogEntry, OutputStream, WatchedSlots } from "@clusterdeck/shared";
import type { Stamp } from "../lifecycle/fleet-state.ts";
import { createBoundedLog, type BoundedLog } from "./bounded-log.ts";
import { createGoneSlots } from "./gone-slots.ts";
import { SLOT_ROOM, TOTAL_ROOM, type Room } from "./limits.ts";
import { latest } from "./latest.ts";

/** Which process wrote it. */
export interface OutputSource {
  readonly slot: number;
  readonly pid: number | null;
  readonly generation: number;
  readonly stream: OutputStream;
}

export type LogListener = (slot: number, entries: readonly LogEntry[]) => void;

/** What the workers wrote last, by slot: a dead worker's last lines can be read after it. */
export class LogBook {
  #id = 0;
  readonly #slots = new Map<number, BoundedLog>();
  readonly #gone = createGoneSlots();
  readonly #listeners = new Set<LogListener>();
  readonly #now: () => Stamp;

  constructor(now: () => Stamp) {
    this.#now = now;
  }

  addLines(source: OutputSource, lines: readonly string[]): void {
    const at = this.#now().epochMs;
    this.#add(
      source.slot,
      lines.map((text) => ({ id: this.#nextId(), at, ...source, text })),
    );
  }

  addGap(source: OutputSource, dropped: number): void {
    const at = this.#now().epochMs;
    this.#add(source.slot, [{ id: this.#nextId(), at, ...source, dropped }]);
  }

  /** Whether something is known of this slot. */
  has(slot: number): boolean {
    return this.#slots.has(slot);
  }

  /** The last entries of these slots together, oldest first. */
  latest(slots: WatchedSlots, room: Room): LogEntry[] {
    const watched = slots === "all" ? [...this.#slots.keys()] : slots;
    const logs = watched.flatMap((slot) => this.#slots.get(slot) ?? []);
    return latest(logs, room);
  }

  /** @returns what ends it */
  listen(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get slots(): Iterable<number> {
    return this.#slots.keys();
  }

  /** Forgets the lines of slots that have been gone for long. */
  expire(present: ReadonlySet<number>): void {
    const nowMs = this.#now().monotonicMs;
    const expired = this.#gone.expired(this.#slots.keys(), present, nowMs);
    for (const slot of expired) this.#slots.delete(slot);
    if (expired.length > 0) this.#share();
  }

  #nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  #add(slot: number, entries: readonly LogEntry[]): void {
    let log = this.#slots.get(slot);
    if (log === undefined) {
      log = createBoundedLog(SLOT_ROOM);
      this.#slots.set(slot, log);
      this.#share();
    }
    for (const entry of entries) log.push(entry);
    for (const listener of this.#listeners) listener(slot, entries);
  }

  #share(): void {
    const slots = this.#slots.size;
    const room = {
      lines: Math.min(SLOT_ROOM.lines, Math.floor(TOTAL_ROOM.lines / slots)),
      characters: Math.min(SLOT_ROOM.characters, Math.floor(TOTAL_ROOM.characters / slots)),
    };
    for (const log of this.#slots.values()) log.setRoom(room);
  }
}
