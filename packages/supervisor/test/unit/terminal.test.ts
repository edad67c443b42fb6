import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { flushed } from "../../src/log/terminal.ts";

const LONG_MS = 60_000;

/** Takes each write when it is let. */
function slowStream() {
  const waiting: (() => void)[] = [];
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, callback) => {
      waiting.push(() => {
        written.push(chunk.toString());
        callback();
      });
    },
  });
  return { stream, written, take: () => waiting.shift()?.() };
}

describe("the last lines", () => {
  it("are waited for, also when they are too few to hold up the writer", async () => {
    const { stream, written, take } = slowStream();
    expect(stream.write("the last line")).toBe(true);
    const done = flushed(stream, LONG_MS).then(() => [...written]);
    take();
    take();
    expect(await done).toContain("the last line");
  });

  it("are not waited for where nothing is pending, or nobody reads", async () => {
    const idle = slowStream();
    await expect(flushed(idle.stream, LONG_MS)).resolves.toBeUndefined();
    const gone = slowStream();
    gone.stream.write("lost");
    gone.stream.destroy();
    await expect(flushed(gone.stream, LONG_MS)).resolves.toBeUndefined();
  });

  it("are waited for no longer than was said", async () => {
    const { stream } = slowStream();
    stream.write("never taken");
    await expect(flushed(stream, 10)).resolves.toBeUndefined();
  });
});
