import { readFileSync } from "node:fs";
import { totalmem } from "node:os";
import type { MetricsMessage } from "@clusterdeck/shared";
import { openStream } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { fixture, test } from "./support/supervise.ts";

describe.runIf(process.platform === "linux")("what each further worker costs", () => {
  test("is measured on the workers themselves, and told in the stream and the snapshot", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
    await supervisor.serving(2);
    const stream = openStream(supervisor);
    await stream.next(
      (message): message is MetricsMessage =>
        message.type === "metrics" && message.supervisor.workerRoom !== undefined,
    );
    stream.close();
    const { supervisor: told, workers } = await supervisor.state();
    const { eachBytes = 0, availableBytes = 0 } = told.workerRoom ?? {};
    expect(availableBytes).toBeGreaterThan(0);
    expect(availableBytes).toBeLessThanOrEqual(totalmem());
    const residentBytes = Math.max(...workers.map(({ pid }) => residentOf(pid)));
    expect(eachBytes).toBeGreaterThan(1024 * 1024);
    // Less than all that is resident: the program's own code is shared.
    expect(eachBytes).toBeLessThan(residentBytes);
  });
});

function residentOf(pid: number | null): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "latin1");
  return Number(/^Rss: +(\d+) kB$/m.exec(rollup)?.[1]) * 1024;
}
