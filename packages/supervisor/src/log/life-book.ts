import { LIVES_KEPT, type LastExit } from "@clusterdeck/shared";
import type { Stamp } from "../lifecycle/fleet-state.ts";
import { createGoneSlots } from "./gone-slots.ts";
import { LIFE_TAILS_CHARACTERS } from "./limits.ts";

/** What became of the earlier processes of each slot. */
export class LifeBook {
  readonly #slots = new Map<number, readonly LastExit[]>();
  readonly #gone = createGoneSlots();
  readonly #now: () => Stamp;

  constructor(now: () => Stamp) {
    this.#now = now;
  }

  add(slot: number, exit: LastExit): void {
    this.#slots.set(slot, withinRoom([exit, ...this.of(slot)].slice(0, LIVES_KEPT)));
  }

  /** Newest first. */
  of(slot: number): readonly LastExit[] {
    return this.#slots.get(slot) ?? [];
  }

  get slots(): Iterable<number> {
    return this.#slots.keys();
  }

  /** Forgets slots that have been gone for long. */
  expire(present: ReadonlySet<number>): void {
    const nowMs = this.#now().monotonicMs;
    for (const slot of this.#gone.expired(this.#slots.keys(), present, nowMs)) {
      this.#slots.delete(slot);
    }
  }
}

/** The oldest lives lose the last lines of their stderr first; that they were is kept. */
function withinRoom(lives: readonly LastExit[]): readonly LastExit[] {
  let characters = 0;
  return lives.map((life) => {
    characters += life.stderrTail.reduce((sum, line) => sum + line.length, 0);
    const isKept = characters <= LIFE_TAILS_CHARACTERS || life.stderrTail.length === 0;
    return isKept ? life : { ...life, stderrTail: [] };
  });
}
