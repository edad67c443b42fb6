export { startSupervisor, type Supervisor } from "./supervisor.ts";
