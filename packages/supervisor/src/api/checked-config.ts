import { isRecord } from "../config/is-record.ts";
import { UsageError } from "../options/usage-error.ts";
import type { EmbeddedConfig } from "./embedded-supervisor.ts";

/**
 * What `createSupervisor` was given, for programs in plain JavaScript: its keys are checked as those
 * of a configuration file are, that there is something to start only here.
 *
 * @throws UsageError
 */
export function checkedConfig(given: unknown): EmbeddedConfig {
  if (isRecord(given) && given["entry"] !== undefined) return given as unknown as EmbeddedConfig;
  throw new UsageError(
    'createSupervisor takes a configuration with an entry, such as { entry: "server.js" }',
  );
}
