import { existsSync } from "node:fs";
import { run } from "./run.mjs";

const TIMEOUT_MS = 300_000;

/** Of the installations one at a time: apt holds a lock. */
let last = Promise.resolve();

/**
 * Installs packages of Debian where that is possible: as root, and where there is apt-get. Whether it
 * worked is for the caller to see.
 *
 * @param {string[]} args packages, and options of `apt-get install`
 */
export function installWithApt(args) {
  last = last.then(() => install(args));
  return last;
}

/** @param {string[]} args */
async function install(args) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`Installing with apt-get: ${args.join(" ")}`);
  const options = {
    env: { DEBIAN_FRONTEND: "noninteractive" },
    quiet: true,
    timeoutMs: TIMEOUT_MS,
  };
  await run("apt-get", ["update"], options);
  await run("apt-get", ["install", "-y", ...args], options);
}
