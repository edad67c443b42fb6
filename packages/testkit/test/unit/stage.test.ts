import {
  ChangeMessage,
  CommandResult,
  MetricsMessage,
  Recording,
  SnapshotMessage,
  type SnapshotMessage as Snapshot,
} from "@clusterdeck/shared";
import type { TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { describe, expect, test } from "vitest";
import { succeeded } from "../../src/stage/answers.ts";
import { roleOf } from "../../src/stage/cast.ts";
import { recordingOf } from "../../src/stage/details.ts";
import { afterNews, afterSecond } from "../../src/stage/passing.ts";
import { scene, SCENE_NAMES } from "../../src/stage/scenes.ts";
import { snapshotOf } from "../../src/stage/world.ts";

const compiled = new Map<TSchema, Validator>();

/** What of a message is not as its schema says; of many only the first few. */
function misfits(schema: TSchema, value: unknown): string[] {
  const check = compiled.get(schema) ?? Compile(schema);
  compiled.set(schema, check);
  if (check.Check(value)) return [];
  return check
    .Errors(value)
    .slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe.for(SCENE_NAMES)("the scene %s", (name) => {
  const world = scene(name);

  test("says what a supervisor could say", () => {
    expect(misfits(SnapshotMessage, snapshotOf(world))).toEqual([]);
    expect(misfits(MetricsMessage, afterSecond(world).message)).toEqual([]);
    expect(misfits(Recording, recordingOf(world))).toEqual([]);
  });

  test("is the same each time", () => {
    // As text: of hundreds of workers, to compare number by number takes seconds.
    const isTheSame = JSON.stringify(snapshotOf(scene(name))) === JSON.stringify(snapshotOf(world));
    expect(isTheSame).toBe(true);
  });

  test("is at one with itself: each worker's state is where its history ends", () => {
    for (const { slot, state, since } of world.workers) {
      const last = world.transitions.findLast((one) => one.slot === slot);
      expect({ slot, state: last?.state, at: last?.at }).toEqual({ slot, state, at: since });
    }
  });

  test("goes on where its history ends", () => {
    const { world: later, message } = afterSecond(world);
    const { history } = snapshotOf(later);
    expect(history.endsAt).toBe(message.at);
    expect(history.totals.requestsPerSecond.at(-1)).toBe(message.totals.requestsPerSecond);
  });
});

test("news has the next number, and leaves the marks that follow from it", () => {
  const world = scene("calm");
  const dead = roleOf(2, [{ agoMs: 0, state: "backoff", generation: 1 }]).worker;
  const told = {
    kind: "worker:died",
    severity: "bad",
    slot: 2,
    pid: 1,
    generation: 1,
    by: "app",
    message: "exited with 1",
  } as const;
  const { world: later, message } = afterNews(world, {
    fleet: { target: 3 },
    workers: [dead],
    removed: [4],
    events: [told],
  });
  expect(misfits(ChangeMessage, message)).toEqual([]);
  expect(message.seq).toBe(world.seq + 1);
  expect(message.transitions?.map(({ slot, state }) => [slot, state])).toEqual([
    [4, null],
    [2, "backoff"],
  ]);
  expect(message.events?.[0]?.id).toBe((world.events.at(-1)?.id ?? 0) + 1);
  const shown: Snapshot = snapshotOf(later);
  expect(shown.target).toBe(3);
  expect(shown.workers.map(({ slot, state }) => [slot, state])).toEqual([
    [1, "serving"],
    [2, "backoff"],
    [3, "serving"],
  ]);
});

test("after an hour the world keeps five minutes", () => {
  let world = scene("busy");
  for (let second = 0; second < 3600; second += 1) ({ world } = afterSecond(world));
  expect(world.transitions.length).toBeLessThanOrEqual(world.workers.length);
  expect(snapshotOf(world).history.totals.cpuPercent).toHaveLength(300);
});

test("every command has an answer", () => {
  const commands = [
    { type: "scale", target: 3 },
    { type: "fork" },
    { type: "kill", slot: 1 },
    { type: "restart", slot: 1 },
    { type: "retry", slot: 1 },
    { type: "reload" },
  ] as const;
  for (const command of commands) {
    expect(misfits(CommandResult, succeeded({ ...command, id: "one" }))).toEqual([]);
  }
});
