import { describe, expect, it } from "vitest";
import { CRASHES_AT_BOOT, HEALTHY, Simulation } from "./support/simulation.ts";

const save = (fleet: Simulation, ...files: string[]) =>
  fleet.feed({ kind: "source-changed", files });
const states = (fleet: Simulation) => fleet.views().map(({ state }) => state);
const launches = (fleet: Simulation, slots: readonly number[]) =>
  slots.map((slot) => fleet.launchOf(slot));
const started = (fleet: Simulation) =>
  fleet.log.filter(({ kind }) => kind === "reload:started").map(({ message }) => message);

describe("a saved file", () => {
  it("has every worker replaced, and is named", () => {
    const fleet = new Simulation().start(2).run(500);
    save(fleet, "server.js");
    expect(fleet.state.reload?.files).toEqual(["server.js"]);
    fleet.run(2_000);
    expect(launches(fleet, [1, 2])).toEqual([3, 4]);
    expect(started(fleet)).toEqual(["rolling reload of 2 workers: server.js changed"]);
    expect(fleet.log.find(({ kind }) => kind === "reload:started")?.by).toBe("watch");
  });

  it("during a reload has it begin anew, and those that were on their way serve nobody", () => {
    const fleet = new Simulation().start(2).run(500);
    save(fleet, "a.js");
    fleet.run(30);
    save(fleet, "b.js", "c.js");
    expect(fleet.view(1).successor?.generation).toBe(3);
    fleet.run(3_000);
    expect(launches(fleet, [1, 2])).toEqual([4, 5]);
    expect(started(fleet)[1]).toBe("reload begun anew of 2 workers: b.js and 2 more changed");
    expect(fleet.state.reload).toBeNull();
  });

  it("is not refused because of a restart: who comes of it is replaced too", () => {
    const fleet = new Simulation().start(2).run(500);
    fleet.command({ type: "restart", slot: 2 });
    save(fleet, "a.js");
    fleet.run(3_000);
    expect(fleet.view(2).generation).toBe(3);
    expect(fleet.state.reload).toBeNull();
  });

  it("that breaks the app leaves the old workers, and one that mends it replaces them", () => {
    const fleet = new Simulation().start(2).run(500);
    fleet.behave = () => CRASHES_AT_BOOT;
    save(fleet, "a.js");
    fleet.run(1_000);
    expect(launches(fleet, [1, 2])).toEqual([1, 2]);
    fleet.behave = () => HEALTHY;
    save(fleet, "a.js");
    fleet.run(2_000);
    expect(launches(fleet, [1, 2]).every((launch) => launch > 3)).toBe(true);
  });

  it("brings back workers that were given up", () => {
    const fleet = new Simulation();
    fleet.behave = () => CRASHES_AT_BOOT;
    fleet.start(2).run(60_000);
    expect(states(fleet)).toEqual(["failed", "failed"]);
    fleet.behave = () => HEALTHY;
    save(fleet, "a.js");
    fleet.run(2_000);
    expect(states(fleet)).toEqual(["serving", "serving"]);
  });

  it("does not wait for what hangs as it starts with the old code", () => {
    const fleet = new Simulation();
    fleet.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    fleet.start(2).run(1_000);
    fleet.behave = () => HEALTHY;
    save(fleet, "a.js");
    fleet.run(100);
    expect(states(fleet)).toEqual(["serving", "serving"]);
  });

  it("when there is no worker, or the supervisor stops, changes nothing", () => {
    const none = new Simulation().start(0);
    save(none, "a.js");
    expect(none.state.reload).toBeNull();
    const stopping = new Simulation().start(1).run(500);
    stopping.feed({ kind: "stop", why: "the end" });
    save(stopping, "a.js");
    stopping.run(1_000);
    expect(stopping.isStopped).toBe(true);
  });
});
