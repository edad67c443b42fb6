import type { Snapshot } from "@clusterdeck/shared";
import { newFleet, DEFAULT_POLICY } from "../../../src/lifecycle/fleet-state.ts";
import { Feed } from "../../../src/stream/feed.ts";

/** Of a fleet without workers, at the beginning of time. */
export function aSnapshot(): Snapshot {
  const feed = new Feed(
    {
      supervisor: { pid: 1, version: "0.0.0", node: "v20.0.0", startedAt: 0, cores: 2 },
      app: { name: "app.js", entry: "/app.js" },
      fleet: { spares: 0, balance: "round-robin", sticky: null, readOnly: false },
    },
    newFleet(DEFAULT_POLICY),
    () => ({ monotonicMs: 0, epochMs: 0 }),
  );
  return feed.snapshot();
}
