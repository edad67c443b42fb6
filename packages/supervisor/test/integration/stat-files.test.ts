import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createStatFiles } from "../../src/process/stat-files.ts";

/** Descriptors of this process that are open on a `stat`. */
function openStats(): number {
  return readdirSync("/proc/self/fd").filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`).endsWith("/stat");
    } catch {
      return false;
    }
  }).length;
}

describe.runIf(process.platform === "linux")("looking at processes each second", () => {
  test("a process is seen while it lives, and gone once it has ended, with no file left open", async () => {
    const child = spawn("cat");
    // While the system puts the program into the new process, it has no memory of its own.
    child.stdin.write("up");
    await once(child.stdout, "data");
    const files = createStatFiles();
    const { pid = 0 } = child;
    const [first, own] = await files.read([pid, process.pid]);
    expect(first?.residentPages).toBeGreaterThan(0);
    expect(own?.cpuMs).toBeGreaterThan(0);
    expect(openStats()).toBe(2);
    expect((await files.read([pid, process.pid]))[0]?.state).toMatch(/[SRD]/);
    expect(openStats()).toBe(2);

    child.kill("SIGKILL");
    await once(child, "exit");
    const [gone, still] = await files.read([pid, process.pid]);
    expect(gone).toBeNull();
    expect(still).not.toBeNull();
    await expect.poll(openStats).toBe(1);
    files.close();
    await expect.poll(openStats).toBe(0);
  });

  test("one that is no longer asked for is let go", async () => {
    const files = createStatFiles();
    await files.read([process.pid, process.ppid]);
    expect(openStats()).toBe(2);
    await files.read([process.pid]);
    await expect.poll(openStats).toBe(1);
    files.close();
    await expect.poll(openStats).toBe(0);
  });

  test("closed while it looks: the look comes to its end, then the files are closed", async () => {
    const files = createStatFiles();
    const looking = files.read([process.pid]);
    files.close();
    expect((await looking)[0]).not.toBeNull();
    await expect.poll(openStats).toBe(0);
  });
});
