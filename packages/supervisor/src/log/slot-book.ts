import type { WatchedSlots } from "@clusterdeck/shared";
import type { Stamp } from "../lifecycle/fleet-state.ts";
import { createBoundedLog, type BoundedLog, type BookEntry } from "./bounded-log.ts";
import { createGoneSlots } from "./gone-slots.ts";
import { latest } from "./latest.ts";
import type { Room } from "./limits.ts";

export type BookListener<Entry> = (slot: number, entries: readonly Entry[]) => void;

/** An entry before the book gives it a number and a time. */
export type Unnumbered<Entry> = Entry extends unknown ? Omit<Entry, "id" | "at"> : never;

/** How much is kept of each slot, and of all together: each gets an equal share of that at most. */
export interface BookRooms {
  readonly slot: Room;
  readonly total: Room;
}

/** What came last of each slot: of a dead worker it can be read after it. */
export class SlotBook<Entry extends BookEntry & { readonly slot: number; readonly at: number }> {
  #id = 0;
  readonly rooms: BookRooms;
  readonly #slots = new Map<number, BoundedLog<Entry>>();
  readonly #gone = createGoneSlots();
  readonly #listeners = new Set<BookListener<Entry>>();
  readonly #now: () => Stamp;

  constructor(rooms: BookRooms, now: () => Stamp) {
    this.rooms = rooms;
    this.#now = now;
  }

  /** Entries of one slot. */
  add(slot: number, entries: readonly Unnumbered<Entry>[]): void {
    const at = this.#now().epochMs;
    const added = entries.map(
      (entry) => ({ id: this.#nextId(), at, ...entry }) as unknown as Entry,
    );
    const log = this.#slots.get(slot) ?? this.#open(slot);
    for (const entry of added) log.push(entry);
    for (const listener of this.#listeners) listener(slot, added);
  }

  /** Whether something is known of this slot. */
  has(slot: number): boolean {
    return this.#slots.has(slot);
  }

  /** The last entries of these slots together, oldest first. */
  latest(slots: WatchedSlots, room: Room): Entry[] {
    const watched = slots === "all" ? [...this.#slots.keys()] : slots;
    const logs = watched.flatMap((slot) => this.#slots.get(slot) ?? []);
    return latest(logs, room);
  }

  /** @returns what ends it */
  listen(listener: BookListener<Entry>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get slots(): Iterable<number> {
    return this.#slots.keys();
  }

  /** Forgets what is kept of slots that have been gone for long. */
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

  #open(slot: number): BoundedLog<Entry> {
    const log = createBoundedLog<Entry>(this.rooms.slot);
    this.#slots.set(slot, log);
    this.#share();
    return log;
  }

  #share(): void {
    const { slot, total } = this.rooms;
    const slots = this.#slots.size;
    const room = {
      lines: Math.min(slot.lines, Math.floor(total.lines / slots)),
      characters: Math.min(slot.characters, Math.floor(total.characters / slots)),
    };
    for (const log of this.#slots.values()) log.setRoom(room);
  }
}
