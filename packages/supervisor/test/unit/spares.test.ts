import { describe, expect, it } from "vitest";
import { CRASHES_AT_BOOT, HEALTHY, Simulation } from "./support/simulation.ts";

const states = (fleet: Simulation) => fleet.views().map(({ slot, state }) => `${slot} ${state}`);

/** Two workers and a spare, all up. */
const withSpare = () => new Simulation({ spares: 1 }).start(2).run(500);

describe("a warm spare", () => {
  it("is forked when the workers are up, and stands by", () => {
    const fleet = new Simulation({ spares: 1 }).start(2).run(30);
    expect(fleet.forks).toBe(2);
    fleet.run(500);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 standby"]);
  });

  it("takes the place of a worker that dies, as its next generation, and another one follows it", () => {
    const fleet = withSpare();
    const spare = fleet.launchOf(3);
    fleet.crash(fleet.launchOf(1), 1, null);
    expect(fleet.launchOf(1)).toBe(spare);
    expect(fleet.view(1)).toMatchObject({ state: "starting", generation: 2, restarts: 1 });
    fleet.run(10);
    expect(fleet.view(1)).toMatchObject({ state: "serving", replacedInMs: 5 });
    fleet.run(500);
    expect(fleet.view(3)).toMatchObject({ state: "standby", generation: 2, restarts: 0 });
  });

  it("is not followed before it listens: a fork would hold up what it waits for", () => {
    const fleet = withSpare();
    fleet.crash(fleet.launchOf(1), 1, null);
    fleet.run(4);
    expect(fleet.forks).toBe(3);
    fleet.run(2);
    expect(fleet.forks).toBe(4);
  });

  it("takes over from one that was killed by command, and not a second time", () => {
    const fleet = withSpare();
    fleet.command({ type: "kill", slot: 1 });
    fleet.command({ type: "kill", slot: 2 });
    fleet.run(2);
    expect(fleet.forks).toBe(4);
    fleet.run(500);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 standby"]);
  });

  it("does not wait for the end of what was sent SIGKILL, and the time counts from then", () => {
    const fleet = withSpare();
    const [killed, spare] = [fleet.launchOf(1), fleet.launchOf(3)];
    fleet.survives.add(killed);
    fleet.command({ type: "kill", slot: 1 });
    expect(fleet.view(1)).toMatchObject({ state: "serving", generation: 1 });
    fleet.nowMs += 2;
    fleet.feed({ kind: "fact", fact: { kind: "listening", launch: spare } });
    const served = { state: "serving", generation: 2, restarts: 1, replacedInMs: 2 };
    expect(fleet.view(1)).toMatchObject(served);
    fleet.nowMs += 2;
    fleet.crash(killed, null, "SIGKILL");
    expect(fleet.view(1)).toMatchObject({
      ...served,
      lastExit: { generation: 1, cause: "command", detail: "SIGKILL by you" },
    });
    fleet.run(500);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 standby"]);
    const kinds = fleet.log.filter(({ slot }) => slot === 1).map(({ kind }) => kind);
    expect(kinds.slice(-4)).toEqual([
      "worker:signalled",
      "worker:starting",
      "worker:serving",
      "worker:ended",
    ]);
  });

  it("that has taken over leaves the one that dies alone, however long it was blocked", () => {
    const fleet = new Simulation({ spares: 1, killUnresponsiveMs: 1_000 }).start(1).run(500);
    const [killed, spare] = [fleet.launchOf(1), fleet.launchOf(2)];
    fleet.survives.add(killed);
    fleet.feed({ kind: "fact", fact: { kind: "silent", launch: killed, because: "busy" } });
    fleet.command({ type: "kill", slot: 1 });
    fleet.feed({ kind: "fact", fact: { kind: "listening", launch: spare } });
    fleet.nowMs += 60_000;
    fleet.feed({ kind: "tick" });
    expect(fleet.launchOf(1)).toBe(spare);
    expect(fleet.view(1)).toMatchObject({ state: "serving", successor: null });
  });

  it("makes a scale-up instant", () => {
    const fleet = withSpare();
    fleet.command({ type: "fork" });
    fleet.run(6);
    expect(fleet.view(3)).toMatchObject({ state: "serving", generation: 1 });
    fleet.run(500);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 serving", "4 standby"]);
  });

  it("stays when workers are scaled down, and goes with the last of them", () => {
    const fleet = withSpare();
    fleet.command({ type: "scale", target: 1 });
    fleet.run(500);
    expect(states(fleet)).toEqual(["1 serving", "3 standby"]);
    fleet.command({ type: "scale", target: 0 });
    fleet.run(500);
    expect(states(fleet)).toEqual([]);
  });

  it("is replaced by a reload, after the workers, and is meanwhile not used", () => {
    const fleet = withSpare();
    const old = fleet.launchOf(3);
    fleet.command({ type: "reload" });
    fleet.crash(fleet.launchOf(2), 1, null);
    expect(fleet.launchOf(2)).not.toBe(old);
    fleet.run(2_000);
    expect(fleet.launchOf(3)).not.toBe(old);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 standby"]);
    expect(fleet.state.reload).toBeNull();
  });

  it("stays of the old version when the new one does not start", () => {
    const fleet = withSpare();
    const old = fleet.launchOf(3);
    fleet.behave = () => CRASHES_AT_BOOT;
    fleet.command({ type: "reload" });
    fleet.run(2_000);
    expect(fleet.launchOf(3)).toBe(old);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 standby"]);
  });

  it("is replaced when it passes a limit, its replacement first", () => {
    const fleet = withSpare();
    const limit = { cause: "age-limit", why: "is old" } as const;
    fleet.feed({ kind: "fact", fact: { kind: "limit-passed", launch: fleet.launchOf(3), limit } });
    fleet.run(30);
    expect(fleet.view(3)).toMatchObject({ state: "standby", generation: 1 });
    fleet.run(500);
    expect(fleet.view(3)).toMatchObject({ state: "standby", generation: 2 });
  });

  it("that crashes at boot is tried again more and more slowly, and disturbs no worker", () => {
    const fleet = new Simulation({ spares: 1 });
    fleet.behave = (launch) => (launch > 2 ? CRASHES_AT_BOOT : HEALTHY);
    fleet.start(2).run(20_000);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 failed"]);
  });

  it("that is stopped as its turn comes holds its slot for 2 s and no longer, and is never said to run", () => {
    const fleet = withSpare();
    const spare = fleet.launchOf(3);
    fleet.feed({ kind: "fact", fact: { kind: "loaded", launch: spare } });
    fleet.run(5_000);
    fleet.alive.set(spare, { ...HEALTHY, listensAfterMs: null });
    fleet.crash(fleet.launchOf(1), 1, null);
    fleet.run(1_990);
    expect(fleet.view(1)).toMatchObject({ state: "starting", generation: 2 });
    fleet.run(200);
    expect(fleet.view(1)).toMatchObject({
      state: "serving",
      generation: 3,
      lastExit: { detail: "as a warm spare it did not listen within 2 s of its turn" },
    });
    expect(fleet.log.filter(({ kind }) => kind === "worker:running")).toEqual([]);
  });

  it("that makes a scale-up is not said to run before it listens", () => {
    const fleet = withSpare();
    fleet.feed({ kind: "fact", fact: { kind: "loaded", launch: fleet.launchOf(3) } });
    fleet.run(5_000);
    fleet.command({ type: "scale", target: 3 });
    fleet.run(50);
    expect(fleet.view(3)).toMatchObject({ state: "serving" });
    expect(fleet.log.filter(({ kind }) => kind === "worker:running")).toEqual([]);
  });

  it("that does not listen once it is woken is given the ready timeout at most", () => {
    const fleet = new Simulation({ spares: 1, readyTimeoutMs: 1_000 }).start(1).run(5_000);
    const spare = fleet.launchOf(2);
    fleet.alive.set(spare, { ...HEALTHY, listensAfterMs: null });
    fleet.crash(fleet.launchOf(1), 1, null);
    fleet.run(990);
    expect(fleet.launchOf(1)).toBe(spare);
    fleet.run(200);
    expect(fleet.view(1)).toMatchObject({ state: "serving", generation: 3 });
    expect(fleet.view(1).lastExit).toMatchObject({ cause: "boot-failure", generation: 2 });
  });

  it("is a spare no more once its process has been asked to end", () => {
    const fleet = withSpare();
    fleet.command({ type: "kill", slot: 3, signal: "SIGTERM" });
    fleet.command({ type: "kill", slot: 1 });
    fleet.run(1);
    expect(fleet.view(1).state).toBe("starting");
    fleet.run(500);
    expect(states(fleet)).toEqual(["1 serving", "2 serving", "3 standby"]);
  });
});
