/** What a stage answers over HTTP. Pure. */
import {
  RECORDING_FORMAT,
  RECORDING_VERSION,
  type Recording,
  type WorkerDetail,
} from "@clusterdeck/shared";
import { columnsOf } from "./history.ts";
import { snapshotOf, type World } from "./world.ts";

/** @returns null when nothing is known of such a slot */
export function detailOf(world: World, slot: number): WorkerDetail | null {
  const lives = world.lives.get(slot);
  const isSlot = world.workers.some((worker) => worker.slot === slot);
  if (lives === undefined && !isSlot) return null;
  return {
    epoch: world.epoch,
    slot,
    endsAt: world.at,
    columns: columnsOf(world, slot),
    lives: [...(lives ?? [])],
  };
}

export function recordingOf(world: World): Recording {
  return {
    format: RECORDING_FORMAT,
    version: RECORDING_VERSION,
    snapshot: snapshotOf(world),
    details: world.workers.flatMap(({ slot }) => detailOf(world, slot) ?? []),
    logs: [...world.logs],
    conversation: [...world.conversation],
  };
}
