import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./root.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the repository's folder when not given
 * @property {Record<string, string | undefined>} [env] added to this process's own
 * @property {boolean} [quiet] collect the output rather than show it
 * @property {number} [timeoutMs] end the command after so long
 * @property {boolean} [passSignals] a signal that would end this process goes to the command instead
 */

/** @typedef {{ code: number, output: string }} RunResult `output` is empty unless `quiet`. */

/**
 * Runs a command to its end. A command that a signal ended has the code that a shell would give it;
 * one that could not be started has 127.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(
  command,
  args,
  { cwd = root, env, quiet = false, timeoutMs, passSignals } = {},
) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      // npm and npx are `.cmd` files on Windows, which only a shell can start.
      shell: process.platform === "win32" && !command.includes("node"),
    });
    // Not spawn's own `timeout`: its timer goes on for a command that could not be started.
    const timer = timeoutMs ? setTimeout(giveUp, timeoutMs) : undefined;
    function giveUp() {
      child.kill("SIGKILL");
      // Its own children may live on and hold these.
      child.stdout?.destroy();
      child.stderr?.destroy();
    }
    const takeBack = passSignals ? passOn(child) : () => {};
    let output = "";
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    child.once("error", (error) => {
      clearTimeout(timer);
      takeBack();
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      takeBack();
      resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGKILL"], output });
    });
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {() => void} ends it
 */
function passOn(child) {
  /** @type {Record<string, () => void>} */
  const handlers = {
    // A terminal sends it to the whole group: the command has it already.
    SIGINT: () => void (process.stdin.isTTY || child.kill("SIGINT")),
    SIGHUP: () => child.kill("SIGTERM"),
    SIGTERM: () => child.kill("SIGTERM"),
  };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler);
  };
}

/**
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}
