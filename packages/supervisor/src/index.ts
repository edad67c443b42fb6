export { createSupervisor } from "./api/create-supervisor.ts";
export type {
  DroppedOutput,
  EmbeddedConfig,
  EmbeddedSupervisor,
  MountedDashboard,
  SupervisorEvents,
  SupervisorWarning,
  WorkerOutput,
} from "./api/embedded-supervisor.ts";
export type { ClusterdeckConfig, ConfigExport, WorkerVariables } from "./config/config.ts";
export { defineConfig } from "./config/define-config.ts";
