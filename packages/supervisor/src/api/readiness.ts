import type { Snapshot } from "@clusterdeck/shared";

export type Readiness =
  | { readonly kind: "waiting" }
  | { readonly kind: "ready" }
  | { readonly kind: "never"; readonly reason: string };

/** Whether the workers that are wished for do their work. */
export function readinessOf({ stopping, target, workers }: Snapshot): Readiness {
  if (stopping) return { kind: "never", reason: "the supervisor stops" };
  const atWork = workers.filter(({ state }) => state === "serving" || state === "running");
  if (atWork.length === target) return { kind: "ready" };
  const failed = workers.find(({ state }) => state === "failed");
  if (failed !== undefined) {
    const reason = `worker ${failed.slot} has failed: ${failed.lastExit?.detail ?? "unknown"}`;
    return { kind: "never", reason };
  }
  return { kind: "waiting" };
}
