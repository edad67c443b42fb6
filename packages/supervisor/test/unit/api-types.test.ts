// By its own name, as a program has it: what is checked are the types that are published.
import { createSupervisor, defineConfig, type EmbeddedSupervisor } from "clusterdeck";
import { expect, expectTypeOf, it } from "vitest";

it("a configuration is checked as it is written", () => {
  const config = defineConfig({
    workers: "max",
    maxMemory: "512mb",
    watch: ["views"],
    sticky: "ip",
    env: (slot) => ({ SHARD: String(slot) }),
  });
  expect(config).toMatchObject({ workers: "max" });
  // @ts-expect-error a size has a unit
  defineConfig({ maxMemory: 512 });
  // @ts-expect-error there is no such option
  defineConfig({ wrokers: 4 });
});

it("events, states and results of commands are known by their types", () => {
  expectTypeOf(createSupervisor).returns.resolves.toEqualTypeOf<EmbeddedSupervisor>();
  const use = (supervisor: EmbeddedSupervisor) => {
    supervisor.on("worker:died", ({ pid, message }) => {
      expectTypeOf(pid).toEqualTypeOf<number | null>();
      expectTypeOf(message).toEqualTypeOf<string>();
    });
    supervisor.on("output-dropped", ({ slot, lines }) => {
      expectTypeOf([slot, lines]).toEqualTypeOf<number[]>();
    });
    supervisor.on("warning", ({ message }) => expectTypeOf(message).toEqualTypeOf<string>());
    expectTypeOf(supervisor.state().workers[0]?.state).not.toBeAny();
    const { status } = supervisor.command({ type: "kill", slot: 1, signal: "SIGTERM" });
    expectTypeOf(status).toEqualTypeOf<"done" | "accepted" | "failed">();
    // @ts-expect-error no worker is named so
    supervisor.command({ type: "kill", slot: "first" });
    // @ts-expect-error there is no such event
    supervisor.on("worker:born", () => {});
  };
  expectTypeOf(use).toBeFunction();
});
