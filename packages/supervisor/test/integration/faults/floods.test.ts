import { describe, expect } from "vitest";
import { fixture, test } from "../support/supervise.ts";

const LIMIT_MS = 50;
const SECONDS = 4;

/** What `measures-the-supervisor.js` has said: the p99 of each second, in ms of CPU time. */
const busyStretches = (errors: readonly string[]) =>
  errors.filter((line) => line.startsWith("busy ")).map((line) => Number(line.slice(5)));

describe("fault 13: an app that floods IPC", () => {
  test.for([{ flooders: 1 }, { flooders: 3 }])(
    "from $flooders of 3 workers does not hold up the supervisor",
    async ({ flooders }, { supervise, load }) => {
      const supervisor = await supervise({
        entry: fixture("floods-ipc.js"),
        workers: 3,
        env: {
          FLOODERS: String(flooders),
          NODE_OPTIONS: `--require ${fixture("measures-the-supervisor.js")}`,
        },
      });
      await supervisor.serving(3);
      const running = load(supervisor, { lanes: 4 });
      const from = busyStretches(supervisor.log.errors).length + 1;
      await expect
        .poll(() => busyStretches(supervisor.log.errors).length, { timeout: 20_000 })
        .toBeGreaterThanOrEqual(from + SECONDS);
      // The delay that it measures itself holds what a busy machine adds. This is its own part of it:
      // for how long it was at work before the loop turned again.
      const stretches = busyStretches(supervisor.log.errors).slice(from);
      expect(Math.max(...stretches)).toBeGreaterThan(0);
      expect(Math.max(...stretches)).toBeLessThan(LIMIT_MS);
      await running.answers(20);
      const { losses } = await running.stop();
      expect(losses).toEqual({});
    },
  );
});
