import { UsageError } from "../options/usage-error.ts";

/** A configuration that asks somebody else for something has this long. */
const LONGEST_MS = 30_000;

/**
 * Waits for what a configuration file does. A promise that nothing will ever settle would have Node
 * end this process without a word.
 *
 * @param name of the file, as errors name it
 */
export async function untilSettled<T>(name: string, run: () => Promise<T>): Promise<T> {
  const onExit = () => {
    process.stderr.write(`clusterdeck: ${name}: a promise in it never settles\n`);
    process.exitCode = 2;
  };
  process.once("exit", onExit);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    const seconds = LONGEST_MS / 1_000;
    const error = new UsageError(`${name}: it is not done after ${seconds} s`);
    // Where nothing else keeps the process alive, nothing will come any more.
    timer = setTimeout(() => reject(error), LONGEST_MS).unref();
  });
  try {
    return await Promise.race([run(), tooLong]);
  } finally {
    clearTimeout(timer);
    process.off("exit", onExit);
  }
}
