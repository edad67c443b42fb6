import cluster from "node:cluster";
import type { Balance } from "@clusterdeck/shared";

/** How the first primary of this process balances: Node keeps that for the life of the process. */
let keptBalance: Balance | null = null;

/** @throws when Node has another one already */
export function setSchedulingPolicy(balance: Balance): void {
  keptBalance ??= balance;
  if (balance !== keptBalance) {
    throw new Error(
      `the first supervisor of this process had balance "${keptBalance}", and Node keeps that for the life of a process: use it again, or another process`,
    );
  }
  cluster.schedulingPolicy = balance === "os" ? cluster.SCHED_NONE : cluster.SCHED_RR;
}
