import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { freePort, remember } from "@clusterdeck/testkit";

const FILE = fileURLToPath(new URL("../../apps/boot-times.js", import.meta.url));

/** A plain cluster primary that forks an app's worker when it is asked to. */
export interface Boots {
  /** From the fork to listening, in ms. That worker has ended then. */
  readonly next: () => Promise<number>;
  readonly end: () => Promise<void>;
}

export async function startBoots(entry: string): Promise<Boots> {
  const port = await freePort();
  const primary = fork(FILE, [entry], {
    execArgv: [],
    env: { ...process.env, PORT: String(port) },
  });
  remember(primary);
  const exited = once(primary, "exit");
  const failed = exited.then(([code]): never => {
    throw new Error(`the primary that forks the app ended with ${code}`);
  });
  // Its end is no failure when nobody waits for a boot.
  failed.catch(() => {});
  return {
    next: async () => {
      const answered = once(primary, "message");
      primary.send("boot");
      const [{ bootMs }] = (await Promise.race([answered, failed])) as [{ bootMs: number }];
      return bootMs;
    },
    end: async () => {
      if (primary.connected) primary.disconnect();
      await exited;
    },
  };
}
