import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startReaders } from "./readers.ts";

const PROCESS = fileURLToPath(new URL("hour-process.ts", import.meta.url));
const READERS = 5;
/** From then on a reader that reads nothing is dropped, and would no longer be measured. */
const DROPPED_AFTER_MS = 30_000;

export interface HourFigures {
  /** What the process holds more, garbage left out, after an hour with one that reads nothing. */
  readonly grownBytes: number;
  readonly rssGrownBytes: number;
  readonly changes: number;
  readonly tookMs: number;
}

interface Passed {
  readonly heldBytes: number;
  readonly rssBytes: number;
  readonly tookMs: number;
  readonly changes: number;
  readonly clients: number;
}

/** One hour with readers that read, then one with one more that does not. */
export async function measureHour(): Promise<HourFigures> {
  const child = fork(PROCESS, { execArgv: ["--expose-gc", "--import", "tsx"] });
  const exited = once(child, "exit");
  const told = async <T>(): Promise<T> => {
    const failed = exited.then(([code]) => {
      throw new Error(`the hour's process ended with ${code}`);
    });
    const [answer] = await Promise.race([once(child, "message"), failed]);
    return answer as T;
  };
  const ask = <T>(order: "fill" | "hour"): Promise<T> => {
    const answer = told<T>();
    child.send(order);
    return answer;
  };
  const { port } = await told<{ port: number }>();
  const readers = startReaders({ origin: `http://127.0.0.1:${port}`, token: "none" });
  try {
    await ask("fill");
    await readers.connect(READERS);
    const before = await ask<Passed>("hour");
    await readers.stall();
    const after = await ask<Passed>("hour");
    if (after.clients !== READERS + 1 || after.tookMs > DROPPED_AFTER_MS) {
      throw new Error(`the hour took ${after.tookMs} ms: too long to be measured`);
    }
    return {
      grownBytes: after.heldBytes - before.heldBytes,
      rssGrownBytes: after.rssBytes - before.rssBytes,
      changes: after.changes,
      tookMs: after.tookMs,
    };
  } finally {
    await readers.end();
    child.disconnect();
    await exited;
  }
}
