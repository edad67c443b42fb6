import { expect, vi } from "vitest";
import { ask, fixture, test } from "./support/supervise.ts";

test("no worker outlives a supervisor that is killed, not a looping, not a stopped, not a stubborn one", async ({
  supervise,
}) => {
  const looping = await supervise({ entry: fixture("blocks-on-request.js"), workers: 3 });
  const stubborn = await supervise({ entry: fixture("ignores-sigterm.js"), workers: 2 });
  await looping.serving(3);
  await stubborn.serving(2);
  await ask(looping, "/spin");
  await looping.command({ type: "kill", slot: 1, signal: "SIGSTOP" });
  looping.signal("SIGKILL");
  stubborn.signal("SIGKILL");
  await Promise.all([looping.ended, stubborn.ended]);
  await vi.waitFor(() => expect([...looping.processes(), ...stubborn.processes()]).toEqual([]), {
    timeout: 2_000,
    interval: 20,
  });
});
