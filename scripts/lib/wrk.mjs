import { findCommand } from "./debian-command.mjs";

/** @returns {Promise<string>} the path of one that starts */
export function findWrk() {
  return findCommand({
    command: "wrk",
    version: /^wrk /,
    variable: "WRK_PATH",
    neededBy: "`pnpm bench options` needs a wrk, the HTTP client,",
  });
}
