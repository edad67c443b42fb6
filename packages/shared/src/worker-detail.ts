import { Type, type Static } from "typebox";
import { Column } from "./history.ts";
import { WORKER_METRIC_NAMES, type WorkerMetricName } from "./metrics.ts";
import { EpochMs } from "./schema.ts";
import { LastExit } from "./worker.ts";

/** How many past lives of a slot are kept. */
export const LIVES_KEPT = 20;

const columns = Object.fromEntries(WORKER_METRIC_NAMES.map((name) => [name, Column])) as Record<
  WorkerMetricName,
  typeof Column
>;

/** All about one slot. What `GET /api/v1/workers/3` answers. */
export const WorkerDetail = Type.Object({
  epoch: Type.String(),
  slot: Type.Integer(),
  /** When the last entry of each column was taken. */
  endsAt: EpochMs,
  /** The last five minutes of every figure, all of one length; empty before the first second. */
  columns: Type.Object(columns),
  /** What its earlier processes came to, newest first. */
  lives: Type.Array(LastExit, { maxItems: LIVES_KEPT }),
});
export type WorkerDetail = Static<typeof WorkerDetail>;
