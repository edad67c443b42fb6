import { execFile } from "node:child_process";
import { remember } from "@clusterdeck/testkit";

const WRK = process.env["CLUSTERDECK_WRK"] ?? "wrk";

/** New connections, one for each request, from a client that costs less than Node does. */
export interface Connections {
  readonly count: number;
  readonly perSecond: number;
}

/** @throws {Error} when one was refused, cut, or answered with anything but success */
export async function connectAgainAndAgain(
  port: number,
  lanes: number,
  seconds: number,
): Promise<Connections> {
  const said = await run([
    "--threads=1",
    `--connections=${lanes}`,
    `--duration=${seconds}s`,
    "--header=Connection: close",
    `http://127.0.0.1:${port}/`,
  ]);
  if (/Socket errors|Non-2xx/.test(said)) throw new Error(`wrk lost answers:\n${said}`);
  return {
    count: numberIn(said, /(\d+) requests in/),
    perSecond: numberIn(said, /Requests\/sec: +([\d.]+)/),
  };
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(WRK, args, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
    remember(child);
  });
}

function numberIn(said: string, pattern: RegExp): number {
  const found = pattern.exec(said)?.[1];
  if (found === undefined) throw new Error(`wrk said something else:\n${said}`);
  return Number(found);
}
