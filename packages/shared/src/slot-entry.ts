import { Type, type TSchema } from "typebox";
import { EpochMs, Nullable } from "./schema.ts";

/** Of each entry that is kept of a slot, whatever it tells: which it is, and of which process. */
export const SLOT_ENTRY = {
  /** Rises by one over all slots; unique within an epoch. */
  id: Type.Integer(),
  at: EpochMs,
  slot: Type.Integer(),
  pid: Nullable(Type.Integer()),
  generation: Type.Integer(),
};

/** So many came here, faster than they are kept. */
export const DROPPED = { dropped: Type.Integer({ minimum: 1 }) };

/** What is answered of what came last. */
export const pageOf = <Entry extends TSchema>(entry: Entry) =>
  Type.Object({
    epoch: Type.String(),
    /** Oldest first. */
    entries: Type.Array(entry),
  });
