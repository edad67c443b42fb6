import { findCommand } from "./debian-command.mjs";

/** @returns {Promise<string>} the path of one that starts */
export function findPrometheus() {
  return findCommand({
    command: "prometheus",
    version: /^prometheus, version/,
    variable: "PROMETHEUS_PATH",
    neededBy: "The integration tests need a Prometheus",
  });
}
