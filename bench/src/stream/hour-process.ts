/**
 * An hour's worth of frames in a few seconds: the supervisor's own feed and sessions over real
 * WebSockets, with a clock that is driven. Runs in a process of its own, since what counts is its
 * memory; see `hour.ts`.
 */
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { WebSocketServer } from "ws";
import { LogBook } from "../../../packages/supervisor/src/log/log-book.ts";
import { workerMetrics } from "../../../packages/supervisor/src/metrics/worker-metrics.ts";
import { Feed } from "../../../packages/supervisor/src/stream/feed.ts";
import { openSession } from "../../../packages/supervisor/src/stream/session.ts";
import { createSlotChannels } from "../../../packages/supervisor/src/stream/slot-channels.ts";
import { Simulation } from "../../../packages/supervisor/test/unit/support/simulation.ts";

export const HOUR_SECONDS = 3_600;
const WORKERS = 16;
/** A worker is killed this often, so that changes are among the frames. */
const KILL_EVERY_SECONDS = 2;
const WARM_UP_SECONDS = 400;
const TURNS_EACH_SECOND = 4;

const simulation = new Simulation().start(WORKERS).run(1_000);
const now = () => ({ monotonicMs: simulation.nowMs, epochMs: 1_000_000 + simulation.nowMs });
const feed = new Feed(
  {
    supervisor: {
      pid: process.pid,
      version: "0.0.0",
      node: process.version,
      startedAt: 0,
      cores: 2,
    },
    app: { name: "app", entry: "app.js" },
    fleet: { spares: 0, balance: "round-robin", sticky: null, readOnly: false },
  },
  simulation.state,
  now,
);
const channels = [createSlotChannels("logs", feed.epoch, new LogBook(now))];
const desk = { run: () => ({ id: null, type: "fork", status: "done" }) as const };
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket, request) => {
  openSession(socket, { feed, desk, channels, by: "api", from: null, transport: request.socket });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });

/** @returns the bytes that this process holds, garbage left out */
function heldBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function passSeconds(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    if (second % KILL_EVERY_SECONDS === 0) {
      simulation.command({ type: "kill", slot: 1 + (second % WORKERS) });
      feed.setState(simulation.state);
      feed.log(killed(1 + (second % WORKERS)));
    }
    for (let step = 0; step < TURNS_EACH_SECOND; step += 1) {
      simulation.run(1_000 / TURNS_EACH_SECOND);
      feed.setState(simulation.state);
      await turn();
    }
    feed.addSecond(measured());
    await turn();
  }
}

function killed(slot: number) {
  const message = "killed with SIGKILL";
  const whose = { slot, pid: 1, generation: 1 };
  return { kind: "worker:ended", severity: "info", by: "you", message, ...whose } as const;
}

function measured() {
  const metrics = workerMetrics(null, { cpuPercent: 12.3, rssBytes: 60_000_000 });
  if (metrics === null) throw new Error("nothing was measured");
  return {
    at: now().epochMs,
    supervisor: { cpuPercent: 1.2, rssBytes: 80_000_000, loopDelayP99Ms: 0.5 },
    totals: {
      requestsPerSecond: 1234.5,
      latencyP99Ms: 1.23,
      cpuPercent: 123.4,
      rssBytes: 960_000_000,
      failuresPerSecond: 0,
    },
    samples: Array.from({ length: WORKERS }, (_, index) => ({
      slot: index + 1,
      generation: 1,
      metrics,
    })),
  };
}

async function obey(order: "fill" | "hour"): Promise<void> {
  if (order === "fill") {
    // What is kept of the past is full from then on, whoever reads.
    await passSeconds(WARM_UP_SECONDS);
    process.send?.({ heldBytes: heldBytes(), rssBytes: process.memoryUsage.rss() });
    return;
  }
  const beganMs = performance.now();
  const { seq } = feed.snapshot();
  await passSeconds(HOUR_SECONDS);
  process.send?.({
    heldBytes: heldBytes(),
    rssBytes: process.memoryUsage.rss(),
    tookMs: performance.now() - beganMs,
    changes: feed.snapshot().seq - seq,
    clients: sockets.clients.size,
  });
}

process.on("message", (order: "fill" | "hour") => void obey(order));
process.once("disconnect", () => process.exit());
