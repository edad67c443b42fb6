import { describe, expect, it } from "vitest";
import { CRASHES_AT_BOOT, HEALTHY, Simulation } from "./support/simulation.ts";

const serving = (simulation: Simulation) =>
  simulation.views().filter((view) => view.state === "serving").length;

describe("keeping workers", () => {
  it("forks as many as wanted and they serve", () => {
    const simulation = new Simulation().start(3).run(100);
    expect(simulation.views().map((view) => [view.slot, view.generation, view.state])).toEqual([
      [1, 1, "serving"],
      [2, 1, "serving"],
      [3, 1, "serving"],
    ]);
  });

  it("a killed worker comes back in its slot with the next generation", () => {
    const simulation = new Simulation().start(2).run(100);
    expect(simulation.command({ type: "kill", slot: 1 })).toMatchObject({ status: "done" });
    simulation.run(100);
    expect(simulation.view(1)).toMatchObject({
      generation: 2,
      restarts: 1,
      state: "serving",
      replacedInMs: 60,
      lastExit: { cause: "command", signal: "SIGKILL", generation: 1 },
    });
  });

  it("kills by command never count towards a crash loop", () => {
    const simulation = new Simulation().start(1).run(100);
    for (let kill = 0; kill < 20; kill += 1) {
      simulation.command({ type: "kill", slot: 1 });
      simulation.run(100);
    }
    expect(simulation.view(1)).toMatchObject({ state: "serving", generation: 21 });
  });

  it("a worker that dies at boot is tried five times, latched, and says why", () => {
    const simulation = new Simulation();
    simulation.behave = () => CRASHES_AT_BOOT;
    simulation.start(1).run(60_000);
    expect(simulation.forks).toBe(5);
    expect(simulation.view(1)).toMatchObject({
      state: "failed",
      pid: null,
      commands: ["restart", "retry"],
      lastExit: { cause: "boot-failure", detail: "TypeError: boom", code: 1 },
    });
    expect(simulation.view(1).note).toContain("TypeError: boom");
  });

  it("between tries it waits in backoff and tells for how long", () => {
    const simulation = new Simulation();
    simulation.behave = () => CRASHES_AT_BOOT;
    simulation.start(1).run(65);
    expect(simulation.view(1)).toMatchObject({ state: "backoff", pid: null });
    expect(simulation.view(1).restartInMs).toBeCloseTo(95, 0);
  });

  it("a taken port is not tried again until someone says so", () => {
    const simulation = new Simulation();
    const stderr = ["Error: listen EADDRINUSE: address already in use :::3000"];
    simulation.behave = () => ({ ...CRASHES_AT_BOOT, stderr });
    simulation.start(1).run(60_000);
    expect(simulation.forks).toBe(1);
    expect(simulation.view(1)).toMatchObject({ state: "failed" });
    expect(simulation.view(1).note).toContain("Port 3000 is taken");
  });

  it("a port that a slot has had, and that something else was quicker to take, is tried again", () => {
    const simulation = new Simulation().start(1).run(1_000);
    const stderr = ["Error: bind EADDRINUSE null:3000"];
    simulation.behave = () => ({ ...CRASHES_AT_BOOT, stderr });
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(200);
    expect(simulation.view(1)).toMatchObject({
      state: "backoff",
      lastExit: { detail: "port 3000 is taken (EADDRINUSE)" },
    });
    simulation.behave = () => HEALTHY;
    simulation.run(2_000);
    expect(simulation.view(1)).toMatchObject({ state: "serving" });

    simulation.behave = () => ({ ...CRASHES_AT_BOOT, stderr });
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(60_000);
    expect(simulation.view(1)).toMatchObject({ state: "failed" });
    expect(simulation.view(1).note).toContain("port 3000 is taken");
  });

  it("what it was given up for is told as stderr tells it, once that has been read to its end", () => {
    const simulation = new Simulation().start(1).run(100);
    const fatalLine = "FATAL ERROR: Reached heap limit - JavaScript heap out of memory";
    const aborted = { code: null, signal: "SIGABRT", fatal: null };
    let launch = 0;
    for (let end = 0; end < 5; end += 1) {
      launch = simulation.launchOf(1);
      const facts = { ...aborted, stderrTail: [] };
      simulation.feed({ kind: "fact", fact: { kind: "exited", launch, facts, inFlight: 0 } });
      if (simulation.view(1).state !== "failed") simulation.run(5_000);
    }
    expect(simulation.view(1).note).toContain("Crash loop, 5 ends in 30 s: exited with SIGABRT");
    const facts = { ...aborted, stderrTail: [fatalLine] };
    simulation.feed({ kind: "fact", fact: { kind: "autopsied", launch, facts } });
    const { note, lastExit } = simulation.view(1);
    expect(lastExit).toMatchObject({ cause: "out-of-memory", detail: fatalLine });
    expect(note).toBe(`Crash loop, 5 ends in 30 s: ${fatalLine}: ${lastExit?.hint}`);
    expect(lastExit?.hint).toMatch(/--max-old-space-size.*, then retry the worker$/);
  });

  it("a crash long after a signal that was survived is nobody's wish", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.survives.add(simulation.launchOf(1));
    simulation.command({ type: "kill", slot: 1, signal: "SIGUSR2" });
    simulation.run(60_000);
    simulation.crash(simulation.launchOf(1), 1, null, ["Error: later"]);
    expect(simulation.log.at(-1)).toMatchObject({ kind: "worker:died", by: "app" });
    expect(simulation.view(1).lastExit).toMatchObject({ cause: "crash", by: "app" });
  });

  it("retry leaves the latch with a clean record", () => {
    const simulation = new Simulation();
    simulation.behave = () => CRASHES_AT_BOOT;
    simulation.start(1).run(60_000);
    simulation.behave = () => HEALTHY;
    expect(simulation.command({ type: "retry", slot: 1 })).toMatchObject({ status: "done" });
    simulation.run(100);
    expect(simulation.view(1)).toMatchObject({ state: "serving", generation: 6 });
  });

  it("exits with 0, again and again, are a crash loop and no success", () => {
    const simulation = new Simulation();
    simulation.behave = () => ({ ...CRASHES_AT_BOOT, exitCode: 0, stderr: [] });
    simulation.start(1).run(60_000);
    expect(simulation.view(1)).toMatchObject({
      state: "failed",
      lastExit: { cause: "clean-exit", code: 0 },
    });
  });

  it("a worker that is not ready in time is killed and counts as a failed boot", () => {
    const simulation = new Simulation({ readyTimeoutMs: 1000 });
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    simulation.start(1).run(1500);
    expect(simulation.view(1).lastExit).toMatchObject({
      cause: "boot-failure",
      signal: "SIGKILL",
      detail: "not ready after 1 s: the entry has not finished loading",
    });
  });

  it("a loaded app that opens no socket is running", () => {
    const simulation = new Simulation();
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    simulation.start(1).run(10);
    simulation.feed({ kind: "fact", fact: { kind: "loaded", launch: simulation.launchOf(1) } });
    simulation.run(900);
    expect(simulation.view(1).state).toBe("starting");
    simulation.run(200);
    expect(simulation.view(1).state).toBe("running");
  });

  it("a signal that it survives while it starts leaves it its deadlines", () => {
    const simulation = new Simulation();
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    simulation.start(1).run(10);
    const launch = simulation.launchOf(1);
    simulation.survives.add(launch);
    simulation.command({ type: "kill", slot: 1, signal: "SIGUSR2" });
    simulation.feed({ kind: "fact", fact: { kind: "loaded", launch } });
    simulation.run(1500);
    expect(simulation.view(1).state).toBe("running");
  });

  it("a slot that has listened waits for it, and settles for running at the timeout", () => {
    const simulation = new Simulation({ readyTimeoutMs: 8000 }).start(1).run(100);
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(10);
    simulation.feed({ kind: "fact", fact: { kind: "loaded", launch: simulation.launchOf(1) } });
    simulation.run(7000);
    expect(simulation.view(1).state).toBe("starting");
    simulation.run(2000);
    expect(simulation.view(1).state).toBe("running");
  });

  it("once the app has listened, a replacement without a socket is not ready", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(10);
    simulation.feed({ kind: "fact", fact: { kind: "loaded", launch: simulation.launchOf(1) } });
    simulation.run(5000);
    expect(simulation.view(1).state).toBe("starting");
  });
});

describe("scaling", () => {
  it("down drains the youngest first", () => {
    const simulation = new Simulation().start(3).run(100);
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(100);
    simulation.command({ type: "scale", target: 2 });
    expect(simulation.view(1).state).toBe("draining");
    simulation.run(100);
    expect(simulation.views().map((view) => view.slot)).toEqual([2, 3]);
    expect(simulation.alive.size).toBe(2);
  });

  it("down tells who wished it, to the end of the worker", () => {
    const simulation = new Simulation().start(2).run(100);
    simulation.command({ type: "scale", target: 1 });
    const draining = simulation.log.find((entry) => entry.kind === "worker:draining");
    expect(draining).toMatchObject({ slot: 2, by: "you" });
    simulation.run(100);
    expect(simulation.log.at(-1)).toMatchObject({
      kind: "worker:ended",
      slot: 2,
      by: "you",
      message: "ended: scaled down",
    });
    simulation.feed({ kind: "stop", why: "SIGTERM" });
    simulation.run(100);
    expect(simulation.log.at(-1)).toMatchObject({
      kind: "worker:ended",
      slot: 1,
      by: "supervisor",
    });
  });

  it("down prefers a slot that serves nobody", () => {
    const simulation = new Simulation();
    simulation.behave = (launch) => (launch === 1 ? { ...HEALTHY, listensAfterMs: null } : HEALTHY);
    simulation.start(2).run(100);
    simulation.command({ type: "scale", target: 1 });
    simulation.run(6000);
    expect(simulation.views().map((view) => view.slot)).toEqual([2]);
  });

  it("down prefers one that does not answer to one that serves", () => {
    const simulation = new Simulation().start(2).run(100);
    const launch = simulation.launchOf(1);
    simulation.feed({ kind: "fact", fact: { kind: "silent", launch, because: "busy" } });
    simulation.command({ type: "scale", target: 1 });
    expect(simulation.views().map((view) => view.state)).toEqual(["draining", "serving"]);
  });

  it("to 0 and back serves again, and never gives a generation twice", () => {
    const simulation = new Simulation().start(2).run(100);
    simulation.command({ type: "scale", target: 0 });
    simulation.run(100);
    expect(simulation.views()).toEqual([]);
    simulation.command({ type: "scale", target: 2 });
    simulation.run(100);
    expect(simulation.views().map((view) => view.generation)).toEqual([2, 2]);
  });

  it("up again while a slot drains gives the slot a new process at once", () => {
    const simulation = new Simulation();
    simulation.behave = () => ({ ...HEALTHY, drainsInMs: 3000 });
    simulation.start(2).run(100);
    simulation.command({ type: "scale", target: 1 });
    simulation.run(100);
    simulation.command({ type: "fork" });
    simulation.run(100);
    expect(simulation.view(2)).toMatchObject({ state: "serving", generation: 2 });
    expect(simulation.view(2).retiring).toHaveLength(1);
    simulation.run(3000);
    expect(simulation.alive.size).toBe(2);
  });

  it("a drain that does not end is killed at the end of the grace", () => {
    const simulation = new Simulation({ graceMs: 2000 });
    simulation.behave = () => ({ ...HEALTHY, drainsInMs: null });
    simulation.start(1).run(100);
    simulation.command({ type: "scale", target: 0 });
    simulation.run(1900);
    expect(simulation.alive.size).toBe(1);
    simulation.run(200);
    expect(simulation.alive.size).toBe(0);
  });
});

describe("restarting", () => {
  it("starts the replacement first and drains the old one when it serves", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.command({ type: "restart", slot: 1 });
    simulation.run(61);
    expect(simulation.view(1)).toMatchObject({ state: "serving", generation: 1 });
    expect(simulation.view(1).successor).toMatchObject({ generation: 2 });
    simulation.run(150);
    expect(simulation.view(1)).toMatchObject({ state: "serving", generation: 2, successor: null });
    simulation.run(100);
    expect(simulation.alive.size).toBe(1);
  });

  it("keeps the old process when the replacement does not come up", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.behave = () => CRASHES_AT_BOOT;
    simulation.command({ type: "restart", slot: 1 });
    simulation.run(1000);
    expect(simulation.view(1)).toMatchObject({ state: "serving", generation: 1, successor: null });
    expect(simulation.view(1).note).toContain("TypeError: boom");
    expect(simulation.log.some((entry) => entry.kind === "restart:failed")).toBe(true);
  });

  it("is busy while the replacement is starting", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.command({ type: "restart", slot: 1 });
    expect(simulation.command({ type: "restart", slot: 1 })).toMatchObject({
      status: "failed",
      error: { code: "busy" },
    });
  });

  it("a kill meanwhile hands the slot to the replacement", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.command({ type: "restart", slot: 1 });
    simulation.run(10);
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(60);
    expect(simulation.view(1)).toMatchObject({ state: "serving", generation: 2 });
    expect(simulation.forks).toBe(2);
  });
});

describe("a rolling reload", () => {
  it("replaces every worker, one at a time, and never serves with fewer", () => {
    const simulation = new Simulation().start(3).run(100);
    simulation.command({ type: "reload" });
    for (let step = 0; step < 200 && simulation.state.reload !== null; step += 1) {
      simulation.run(5);
      expect(serving(simulation)).toBe(3);
      expect(simulation.alive.size).toBeLessThanOrEqual(4);
    }
    simulation.run(100);
    expect(simulation.views().map((view) => view.generation)).toEqual([2, 2, 2]);
    expect(simulation.log.at(-1)).toMatchObject({ kind: "worker:ended" });
    expect(simulation.log.some((entry) => entry.kind === "reload:finished")).toBe(true);
  });

  it("tells of each worker whether it waits, is replaced or is done, and of a newer one nothing", () => {
    const simulation = new Simulation().start(3).run(100);
    const steps = () => simulation.views().map((view) => view.reload);
    expect(steps()).toEqual([null, null, null]);
    simulation.command({ type: "reload" });
    simulation.command({ type: "scale", target: 4 });
    const seen: string[] = [];
    for (let step = 0; step < 200 && simulation.state.reload !== null; step += 1) {
      const now = steps().join(" ");
      if (now !== seen.at(-1)) seen.push(now);
      simulation.run(5);
    }
    expect(seen).toEqual([
      "replacing waiting waiting ",
      "done replacing waiting ",
      "done done replacing ",
    ]);
    expect(steps()).toEqual([null, null, null, null]);
  });

  it("ends when the new version does not come up, and the old workers go on", () => {
    const simulation = new Simulation().start(3).run(100);
    simulation.behave = () => CRASHES_AT_BOOT;
    simulation.command({ type: "reload" });
    simulation.run(1000);
    expect(simulation.state.reload).toBeNull();
    expect(simulation.views().map((view) => [view.generation, view.state])).toEqual([
      [1, "serving"],
      [1, "serving"],
      [1, "serving"],
    ]);
    const failed = simulation.log.find((entry) => entry.kind === "reload:failed");
    expect(failed?.message).toContain("TypeError: boom");
  });

  it("ends at the ready timeout when the new version hangs at boot", () => {
    const simulation = new Simulation({ readyTimeoutMs: 1000 }).start(2).run(100);
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    simulation.command({ type: "reload" });
    simulation.run(1100);
    expect(simulation.state.reload).toBeNull();
    expect(serving(simulation)).toBe(2);
  });

  it("counts a worker that was killed meanwhile as done: its respawn is new code", () => {
    const simulation = new Simulation().start(2).run(100);
    simulation.command({ type: "reload" });
    simulation.run(5);
    simulation.command({ type: "kill", slot: 2 });
    simulation.run(2000);
    expect(simulation.state.reload).toBeNull();
    expect(simulation.view(2).generation).toBe(2);
  });

  describe("to a version that serves for a moment and dies", () => {
    const broken = { ...HEALTHY, exitsAfterMs: 360, exitCode: 1, stderr: ["TypeError: boom"] };

    it("ends at the first death, and the old workers that are left go on", () => {
      const simulation = new Simulation().start(3).run(100);
      simulation.behave = () => ({ ...broken, exitsAfterMs: 240 });
      simulation.command({ type: "reload" });
      simulation.run(260);
      expect(simulation.state.reload).toBeNull();
      const failed = simulation.log.find((entry) => entry.kind === "reload:failed");
      expect(failed).toMatchObject({ slot: 1, by: "you" });
      expect(failed?.message).toContain("TypeError: boom");
      simulation.behave = () => HEALTHY;
      simulation.run(2000);
      expect(simulation.views().map((view) => [view.generation, view.state])).toEqual([
        // The third was forked before the version was mended.
        [4, "serving"],
        [1, "serving"],
        [1, "serving"],
      ]);
      // The replacement that was on its way in the next slot has been let go.
      expect(simulation.alive.size).toBe(3);
      expect(simulation.log.filter((entry) => entry.kind === "reload:failed")).toHaveLength(1);
    });

    it("does not count a respawn as done before it has survived a moment", () => {
      const simulation = new Simulation().start(2).run(100);
      simulation.behave = (launch) => (launch === 4 ? { ...broken, exitsAfterMs: 100 } : HEALTHY);
      simulation.command({ type: "reload" });
      simulation.command({ type: "kill", slot: 2 });
      simulation.run(90);
      expect(simulation.view(2)).toMatchObject({ generation: 2, reload: "waiting" });
      simulation.run(100);
      expect(simulation.log.some((entry) => entry.kind === "reload:failed")).toBe(true);
      expect(simulation.view(1)).toMatchObject({ generation: 1, state: "serving" });
    });

    it("takes an old process that dies meanwhile for what it is: its respawn counts when it has survived", () => {
      const simulation = new Simulation().start(2).run(100);
      simulation.command({ type: "reload" });
      simulation.crash(simulation.launchOf(2), 1, null);
      simulation.run(2000);
      expect(simulation.state.reload).toBeNull();
      expect(simulation.views().map((view) => view.generation)).toEqual([2, 2]);
      expect(simulation.log.some((entry) => entry.kind === "reload:finished")).toBe(true);
    });
  });

  it("refuses a second one as busy", () => {
    const simulation = new Simulation().start(2).run(100);
    simulation.command({ type: "reload" });
    expect(simulation.command({ type: "reload" })).toMatchObject({ error: { code: "busy" } });
    expect(simulation.command({ type: "restart", slot: 2 })).toMatchObject({
      error: { code: "busy" },
    });
  });

  it("goes on when the fleet is scaled meanwhile, and the last wish counts", () => {
    const simulation = new Simulation().start(4).run(100);
    simulation.command({ type: "reload" });
    simulation.run(100);
    simulation.command({ type: "scale", target: 2 });
    simulation.run(100);
    simulation.command({ type: "scale", target: 3 });
    simulation.run(5000);
    expect(simulation.state.reload).toBeNull();
    expect(serving(simulation)).toBe(3);
    expect(simulation.alive.size).toBe(3);
  });

  it("tries failed slots again: the new code may be the mended one", () => {
    const simulation = new Simulation();
    simulation.behave = () => CRASHES_AT_BOOT;
    simulation.start(2).run(60_000);
    simulation.behave = () => HEALTHY;
    simulation.command({ type: "reload" });
    simulation.run(1000);
    expect(serving(simulation)).toBe(2);
    expect(simulation.state.reload).toBeNull();
  });
});

describe("refusals", () => {
  it("a stale generation changes nothing", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(100);
    const before = simulation.state;
    expect(simulation.command({ type: "kill", slot: 1, generation: 1 })).toMatchObject({
      error: { code: "stale-generation" },
    });
    expect(simulation.state).toEqual(before);
  });

  it("a slot that does not exist is named", () => {
    const simulation = new Simulation().start(1).run(100);
    expect(simulation.command({ type: "kill", slot: 9 })).toMatchObject({
      error: { code: "no-such-slot", message: "There is no worker 9." },
    });
  });

  it("offers only the commands that it would accept", () => {
    const simulation = new Simulation().start(1);
    expect(simulation.view(1).commands).toEqual(["kill"]);
    simulation.run(100);
    expect(simulation.view(1).commands).toEqual(["kill", "restart"]);
  });
});

describe("stopping", () => {
  it("drains every worker, forks none, and says when all are gone", () => {
    const simulation = new Simulation().start(3).run(100);
    simulation.feed({ kind: "stop", why: "SIGTERM" });
    simulation.run(1000);
    expect(simulation.isStopped).toBe(true);
    expect(simulation.alive.size).toBe(0);
    expect(simulation.forks).toBe(3);
  });

  it("takes no more commands", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.feed({ kind: "stop", why: "SIGTERM" });
    expect(simulation.command({ type: "fork" })).toMatchObject({
      error: { code: "shutting-down" },
    });
  });

  it("during a reload ends the replacement too", () => {
    const simulation = new Simulation().start(2).run(100);
    simulation.command({ type: "reload" });
    simulation.run(10);
    simulation.feed({ kind: "stop", why: "SIGTERM" });
    simulation.run(6000);
    expect(simulation.isStopped).toBe(true);
    expect(simulation.alive.size).toBe(0);
  });
});

describe("a worker that does not answer", () => {
  it("is marked, told apart from a stopped one, and comes back", () => {
    const simulation = new Simulation().start(1).run(100);
    const launch = simulation.launchOf(1);
    simulation.feed({ kind: "fact", fact: { kind: "silent", launch, because: "stopped" } });
    expect(simulation.view(1)).toMatchObject({
      state: "unresponsive",
      note: "Stopped; SIGCONT brings it back",
    });
    simulation.feed({ kind: "fact", fact: { kind: "answered", launch } });
    expect(simulation.view(1).state).toBe("serving");
  });

  it("that was stopped and is busy when it goes on is told as busy, its time counted anew", () => {
    const simulation = new Simulation({ killUnresponsiveMs: 2000 }).start(1).run(100);
    const launch = simulation.launchOf(1);
    const silent = (because: "stopped" | "busy") =>
      simulation.feed({ kind: "fact", fact: { kind: "silent", launch, because } });
    silent("stopped");
    simulation.run(60_000);
    silent("busy");
    simulation.run(1900);
    expect(simulation.view(1)).toMatchObject({ note: "Event loop blocked", successor: null });
  });

  describe("for longer than --kill-unresponsive", () => {
    const blocked = () => {
      const simulation = new Simulation({ killUnresponsiveMs: 2000 }).start(1).run(100);
      const launch = simulation.launchOf(1);
      simulation.feed({ kind: "fact", fact: { kind: "silent", launch, because: "busy" } });
      return { simulation, launch };
    };

    it("is killed once its replacement serves, not before", () => {
      const { simulation, launch } = blocked();
      simulation.run(2150);
      expect([...simulation.alive.keys()]).toEqual([launch, launch + 1]);
      simulation.run(100);
      expect([...simulation.alive.keys()]).toEqual([launch + 1]);
      expect(simulation.view(1)).toMatchObject({
        state: "serving",
        generation: 2,
        lastExit: { cause: "unresponsive", signal: "SIGKILL" },
      });
      expect(simulation.view(1).lastExit?.detail).toContain("its event loop was blocked for 2.0 s");
    });

    it("is drained when it answers again meanwhile", () => {
      const { simulation, launch } = blocked();
      simulation.run(2150);
      simulation.feed({ kind: "fact", fact: { kind: "answered", launch } });
      simulation.run(100);
      expect(simulation.view(1).lastExit).toMatchObject({
        cause: "unresponsive",
        signal: "SIGTERM",
      });
    });

    it("is killed as well when its replacement does not come up", () => {
      const { simulation, launch } = blocked();
      simulation.behave = () => CRASHES_AT_BOOT;
      simulation.run(2035);
      expect(simulation.alive.has(launch)).toBe(false);
      simulation.behave = () => HEALTHY;
      simulation.run(1000);
      expect(simulation.view(1)).toMatchObject({ state: "serving" });
    });
  });
});

describe("a worker that leaves the cluster by itself", () => {
  const fact = (simulation: Simulation, kind: "closed" | "disconnected", launch: number) =>
    simulation.feed({ kind: "fact", fact: { kind, launch } });

  it("is not called serving once its last server is closed, until it listens again", () => {
    const simulation = new Simulation().start(1).run(100);
    const launch = simulation.launchOf(1);
    fact(simulation, "closed", launch);
    expect(simulation.view(1).state).toBe("running");
    expect(simulation.log.at(-1)).toMatchObject({ kind: "worker:running", severity: "warning" });
    simulation.feed({ kind: "fact", fact: { kind: "listening", launch } });
    expect(simulation.view(1).state).toBe("serving");
  });

  it("that replaces another does not take over with its server closed again", () => {
    const simulation = new Simulation({ readyTimeoutMs: 1000 }).start(1).run(100);
    simulation.command({ type: "restart", slot: 1 });
    simulation.run(100);
    fact(simulation, "closed", 2);
    simulation.run(500);
    expect(simulation.view(1)).toMatchObject({ generation: 1, successor: { generation: 2 } });
    simulation.run(1000);
    expect(simulation.view(1)).toMatchObject({ generation: 1, state: "serving", successor: null });
  });

  it("and lives on is replaced after a second, drained, and counts as an end of its own", () => {
    const simulation = new Simulation().start(1).run(100);
    const launch = simulation.launchOf(1);
    fact(simulation, "disconnected", launch);
    simulation.run(900);
    expect(simulation.view(1).generation).toBe(1);
    simulation.run(200);
    expect(simulation.view(1)).toMatchObject({
      generation: 2,
      state: "serving",
      lastExit: { generation: 1, cause: "clean-exit", by: "app" },
    });
    expect(simulation.alive.size).toBe(1);
    expect(simulation.log.some((entry) => entry.kind === "worker:died")).toBe(true);
  });

  it("never takes over from another, and is not kept in its place", () => {
    const simulation = new Simulation().start(1).run(100);
    simulation.command({ type: "restart", slot: 1 });
    simulation.run(70);
    fact(simulation, "disconnected", 2);
    simulation.run(900);
    expect(simulation.view(1)).toMatchObject({ generation: 1, successor: { generation: 2 } });
    simulation.run(2_000);
    expect(simulation.view(1)).toMatchObject({ generation: 1, state: "serving", successor: null });
    expect(simulation.alive.size).toBe(1);
  });

  it("leaves first when workers are scaled away", () => {
    const simulation = new Simulation().start(3).run(100);
    fact(simulation, "disconnected", simulation.launchOf(1));
    simulation.command({ type: "scale", target: 2 });
    expect(simulation.view(1).state).toBe("draining");
  });

  it("by a handler of SIGTERM that takes longer than the grace has ended by the command", () => {
    const simulation = new Simulation({ graceMs: 500 }).start(1).run(100);
    const launch = simulation.launchOf(1);
    simulation.survives.add(launch);
    simulation.command({ type: "kill", slot: 1, signal: "SIGTERM" });
    fact(simulation, "closed", launch);
    simulation.run(2_000);
    simulation.crash(launch, 0, null);
    expect(simulation.view(1).lastExit).toMatchObject({ cause: "command", by: "you" });
  });

  it("again and again is given up", () => {
    const simulation = new Simulation().start(1).run(100);
    for (let end = 0; end < 5; end += 1) {
      fact(simulation, "disconnected", simulation.launchOf(1));
      simulation.run(2_500);
    }
    expect(simulation.view(1).state).toBe("failed");
    expect(simulation.view(1).note).toContain("did not exit");
    expect(simulation.alive.size).toBe(0);
  });

  it("and ends at once has ended as it did", () => {
    const simulation = new Simulation().start(1).run(100);
    const launch = simulation.launchOf(1);
    fact(simulation, "disconnected", launch);
    simulation.run(10);
    simulation.crash(launch, 0, null);
    expect(simulation.view(1).lastExit).toMatchObject({ detail: "exited with 0 on its own" });
    simulation.run(2_000);
    expect(simulation.forks).toBe(2);
  });

  it("while it is being replaced makes way for the replacement", () => {
    const simulation = new Simulation().start(1).run(100);
    fact(simulation, "disconnected", simulation.launchOf(1));
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: 2_000 });
    simulation.command({ type: "restart", slot: 1 });
    simulation.run(1_100);
    expect(simulation.view(1)).toMatchObject({ generation: 2, state: "starting" });
    simulation.run(2_000);
    expect(simulation.alive.size).toBe(1);
  });
});

describe("a fork that the system has no room for", () => {
  it("is tried again, with backoff, until there is room: it is never latched", () => {
    const simulation = new Simulation({ readyTimeoutMs: 1_000_000 });
    simulation.behave = () => ({ ...HEALTHY, listensAfterMs: null });
    simulation.start(1);
    const facts = { code: null, signal: null, stderrTail: [], fatal: null };
    for (let round = 0; round < 12; round += 1) {
      const launch = simulation.launchOf(1);
      const forkError = "cannot fork: spawn EMFILE";
      const fact = { kind: "exited", launch, facts: { ...facts, forkError }, inFlight: 0 } as const;
      simulation.alive.delete(launch);
      simulation.feed({ kind: "fact", fact });
      expect(simulation.view(1).lastExit?.detail).toBe(forkError);
      expect(simulation.view(1).state).toBe(round === 0 ? "starting" : "backoff");
      simulation.run(20_000);
    }
    simulation.behave = () => HEALTHY;
    simulation.command({ type: "kill", slot: 1 });
    simulation.run(100);
    expect(simulation.view(1).state).toBe("serving");
  });
});
