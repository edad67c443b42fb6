import type { Supervisor } from "@clusterdeck/testkit";
import { expect } from "vitest";

/** Has every worker replaced, and waits until that is done. */
export async function reload(supervisor: Supervisor): Promise<void> {
  const from = supervisor.log.lines.length;
  expect(await supervisor.command({ type: "reload" })).toMatchObject({ http: 202 });
  await supervisor.log.next((line) => line.event === "reload:finished", from);
}
