import type { LogLine, Supervisor } from "@clusterdeck/testkit";

/** Kills a worker, and waits until its place is filled: by what its line tells. */
export async function killed(supervisor: Supervisor, slot: number): Promise<LogLine> {
  const from = supervisor.log.lines.length;
  await supervisor.command({ type: "kill", slot });
  return supervisor.log.next((line) => line.event === "worker:serving" && line.slot === slot, from);
}
