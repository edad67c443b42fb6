import type { CliOptions } from "../options/parse-argv.ts";
import type { SupervisorOptions } from "../options/resolve.ts";
import { UsageError } from "../options/usage-error.ts";

/** Segments of what stands in an address unescaped, and none of dots alone. */
const PATH = /^(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*\/?$/;

/**
 * Options with the dashboard in another server.
 *
 * @param given what was said of the dashboard beside
 * @throws UsageError
 */
export function mountedOptions(
  options: SupervisorOptions,
  given: CliOptions,
  mount: unknown,
): SupervisorOptions {
  if (typeof mount !== "string" || mount === "" || !PATH.test(mount)) {
    throw new UsageError('createSupervisor: mount takes a path such as "/clusterdeck"');
  }
  if (options.dashboard === null) {
    throw new UsageError("createSupervisor: mount and dashboard: false contradict each other");
  }
  const other = (["dashboardPort", "dashboardHost", "open"] as const).find(
    (key) => given[key] !== undefined,
  );
  if (other !== undefined) {
    throw new UsageError(
      `createSupervisor: ${other} is of a dashboard with a port of its own: leave it out, or mount`,
    );
  }
  if (options.dashboard.token.kind === "none") {
    throw new UsageError(
      "createSupervisor: auth: false is refused with mount: who reaches that server is not known here",
    );
  }
  return { ...options, dashboard: { ...options.dashboard, mount: mount.replace(/\/$/, "") } };
}
