import { Type, type Static } from "typebox";
import { EpochMs, Nullable, OneOf } from "./schema.ts";
import { WorkerView } from "./worker.ts";

export const WorkerRoom = Type.Object({
  /**
   * What a worker takes, the middle of those that are ready: without the pages that workers share
   * where the system tells those (Linux), else its resident memory.
   */
  eachBytes: Type.Number(),
  /** Memory that can still be had, within the limit of a container where there is one. */
  availableBytes: Type.Number(),
});
export type WorkerRoom = Static<typeof WorkerRoom>;

export const SupervisorView = Type.Object({
  pid: Type.Integer(),
  version: Type.String(),
  /** Node's release, e.g. "v20.20.2". */
  node: Type.String(),
  startedAt: EpochMs,
  cpuPercent: Type.Number(),
  rssBytes: Type.Number(),
  /** p99 of the supervisor's own event loop delay in the last second. */
  loopDelayP99Ms: Type.Number(),
  /** Cores this machine lets the app use (`os.availableParallelism()`). */
  cores: Type.Integer(),
  /** Measured anew every five seconds; absent before the first time. */
  workerRoom: Type.Optional(WorkerRoom),
});
export type SupervisorView = Static<typeof SupervisorView>;

export const AppView = Type.Object({
  name: Type.String(),
  entry: Type.String(),
  ports: Type.Array(Type.Integer()),
});
export type AppView = Static<typeof AppView>;

export const ReloadView = Type.Object({
  id: Type.Integer(),
  phase: OneOf(["starting", "draining"]),
  /** Whose change has caused it, as a person names them; empty where someone asked for it. */
  files: Type.Array(Type.String()),
  done: Type.Integer(),
  total: Type.Integer(),
});
export type ReloadView = Static<typeof ReloadView>;

export const BALANCES = [
  /** Node's primary takes each connection and hands it to the workers in turn. */
  "round-robin",
  /** All workers wait on one socket, and the system gives a connection to one of them. */
  "os",
] as const;
export type Balance = (typeof BALANCES)[number];

export const STICKY = [
  /** By the client's address. */
  "ip",
] as const;
export type Sticky = (typeof STICKY)[number];

const fleetFields = {
  app: AppView,
  target: Type.Integer(),
  spares: Type.Integer(),
  balance: OneOf(BALANCES),
  sticky: Nullable(OneOf(STICKY)),
  readOnly: Type.Boolean(),
  /** The supervisor has been told to end and takes no more commands. */
  stopping: Type.Boolean(),
  reload: Nullable(ReloadView),
};

/** What concerns the fleet as a whole: everything of the snapshot that is no single worker. */
export const FleetView = Type.Object(fleetFields);
export type FleetView = Static<typeof FleetView>;

export const Snapshot = Type.Object({
  protocol: Type.Integer(),
  /** One run of the supervisor. Another epoch means that nothing known before holds. */
  epoch: Type.String(),
  /** The number of the last change that is contained. */
  seq: Type.Integer(),
  supervisor: SupervisorView,
  ...fleetFields,
  workers: Type.Array(WorkerView),
});
export type Snapshot = Static<typeof Snapshot>;
