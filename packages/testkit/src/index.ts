export { freePort } from "./free-port.ts";
export type { LogLine } from "./line-log.ts";
export { startLoad, type Load, type LoadOptions, type LoadResult } from "./load.ts";
export { openStream, type Stream } from "./stream.ts";
export { startSupervisor, type Supervisor, type SupervisorOptions } from "./supervisor.ts";
