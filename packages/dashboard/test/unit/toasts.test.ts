import { expect, test } from "vitest";
import type { CommandStatus, Intent } from "../../src/commands/command-status.ts";
import { commandToast } from "../../src/toasts/command-toast.ts";
import {
  dismiss,
  expire,
  hold,
  nextExpiryMs,
  NO_TOASTS,
  push,
  release,
  type ToastDraft,
} from "../../src/toasts/toast-queue.ts";

const draft = (changes: Partial<ToastDraft> = {}): ToastDraft => ({
  subject: "workers",
  tone: "good",
  text: "Scaled to 3",
  detail: null,
  undo: null,
  ...changes,
});
const bad = draft({ subject: "reload", tone: "bad" });

test("a message goes after six seconds, an error after twelve", () => {
  const queue = push(push(NO_TOASTS, draft(), 1000), bad, 1000);
  expect(nextExpiryMs(queue)).toBe(7000);
  expect(expire(queue, 6999)).toBe(queue);
  const later = expire(queue, 7000);
  expect(later.toasts.map(({ subject }) => subject)).toEqual(["reload"]);
  expect(expire(later, 13_000).toasts).toEqual([]);
  expect(nextExpiryMs(NO_TOASTS)).toBeNull();
});

test("there are three at most, and the oldest makes room", () => {
  let queue = NO_TOASTS;
  for (const subject of ["a", "b", "c", "d"]) queue = push(queue, draft({ subject }), 0);
  expect(queue.toasts.map(({ subject }) => subject)).toEqual(["b", "c", "d"]);
});

test("news about the same takes the place of what was said before, under an id of its own", () => {
  const queue = push(push(NO_TOASTS, draft(), 0), draft({ text: "Scaled to 4" }), 10);
  expect(queue.toasts).toHaveLength(1);
  expect(queue.toasts[0]).toMatchObject({ text: "Scaled to 4", id: 2, untilMs: 6010 });
});

test("several steps are undone as one, back to where the first of them began", () => {
  const once = push(NO_TOASTS, draft({ undo: { from: 3, to: 2 } }), 0);
  const twice = push(once, draft({ undo: { from: 4, to: 3 } }), 10);
  expect(twice.toasts[0]?.undo).toEqual({ from: 4, to: 2 });
  const undone = push(twice, draft({ undo: null }), 20);
  expect(undone.toasts[0]?.undo).toBeNull();
  const later = push(expire(twice, 10_000), draft({ undo: { from: 4, to: 3 } }), 10_000);
  expect(later.toasts[0]?.undo).toEqual({ from: 4, to: 3 });
});

test("one worker more and one fewer leave nothing to undo, and the next step begins anew", () => {
  const more = push(NO_TOASTS, draft({ undo: { from: 5, to: 4 } }), 0);
  const back = push(more, draft({ undo: { from: 4, to: 5 } }), 10);
  expect(back.toasts[0]?.undo).toBeNull();
  const next = push(back, draft({ undo: { from: 5, to: 4 } }), 20);
  expect(next.toasts[0]?.undo).toEqual({ from: 5, to: 4 });
});

test("while they are read their time stands still, for those that come meanwhile too", () => {
  const held = hold(push(NO_TOASTS, draft(), 0), 2000);
  expect(nextExpiryMs(held)).toBeNull();
  expect(expire(held, 60_000)).toBe(held);
  expect(hold(held, 3000)).toBe(held);
  const released = release(push(held, bad, 50_000), 60_000);
  expect(released.toasts.map(({ untilMs }) => untilMs - 60_000)).toEqual([4000, 12_000]);
  expect(release(released, 70_000)).toBe(released);
});

test("the last one that is dismissed lets go of the hold, and nothing is held where there is none", () => {
  const held = hold(push(NO_TOASTS, draft(), 0), 10);
  expect(dismiss(held, 1)).toMatchObject({ toasts: [], heldSinceMs: null });
  expect(dismiss(push(held, bad, 20), 1)).toMatchObject({ heldSinceMs: 10 });
  expect(hold(NO_TOASTS, 5)).toBe(NO_TOASTS);
});

const done = (intent: Intent, from: CommandStatus["from"] = "key"): CommandStatus => ({
  phase: "done",
  id: "a",
  intent,
  from,
});
const inSight = { isInSight: true, targetBefore: 2 };
const kill: Intent = { type: "kill", slot: 3, generation: 2, signal: "SIGKILL" };

test("what its own button tells is not told twice, unless it is out of sight", () => {
  expect(commandToast(done(kill, "button"), inSight)).toBeNull();
  expect(commandToast(done(kill, "button"), { ...inSight, isInSight: false })).not.toBeNull();
  expect(commandToast({ ...done(kill), phase: "pending" }, inSight)).toBeNull();
});

test("a kill cannot be undone, so it says what happens next", () => {
  expect(commandToast(done(kill), inSight)).toMatchObject({
    text: "Worker 3 killed",
    detail: "It respawns by itself.",
    undo: null,
  });
});

test("a change of the number of workers can be undone, wherever it was asked for", () => {
  const scale: Intent = { type: "scale", target: 5 };
  const told = { text: "Scaled to 5", undo: { from: 5, to: 2 } };
  expect(commandToast(done(scale, "button"), inSight)).toMatchObject(told);
  expect(commandToast(done({ type: "fork" }), inSight)).toMatchObject({
    text: "Scaled to 3",
    undo: { from: 3, to: 2 },
  });
  expect(commandToast(done({ type: "scale", target: 2 }), inSight)).toBeNull();
});

test("an undo is not undone in turn, and nothing leads back to no workers at all", () => {
  const back = commandToast(done({ type: "scale", target: 3 }, "undo"), inSight);
  expect(back).toMatchObject({ text: "Back to 3 workers", undo: null });
  const first = commandToast(done({ type: "fork" }), { ...inSight, targetBefore: 0 });
  expect(first).toMatchObject({ text: "Scaled to 1", undo: null });
});

test("a refusal says what was refused, why, and what to do", () => {
  const failed: CommandStatus = {
    ...done(kill),
    phase: "failed",
    code: "stale-generation",
    message: "Worker 3 is at generation 3, not 2.",
  };
  expect(commandToast(failed, inSight)).toMatchObject({
    tone: "bad",
    text: "Kill worker 3: not done",
    detail:
      "Worker 3 is at generation 3, not 2. Look at the new one, and repeat it if it is still meant.",
  });
  const lost = { ...failed, code: null, message: "No answer from the supervisor." };
  expect(commandToast(lost, inSight)?.detail).toBe("No answer from the supervisor.");
  expect(commandToast({ ...failed, from: "button" }, inSight)).toBeNull();
});
