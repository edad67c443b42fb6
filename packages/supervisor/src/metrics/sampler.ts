import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FleetTotals, WorkerRoom, WorkerSample } from "@clusterdeck/shared";
import { SAMPLE_INTERVAL_MS, type AgentSample } from "../agent/messages.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { shownProcess } from "../lifecycle/commands.ts";
import { processesOf } from "../lifecycle/turn.ts";
import { createOutsideLook, ownRssBytes } from "./outside.ts";
import { fleetTotals } from "./totals.ts";
import { workerMetrics } from "./worker-metrics.ts";
import { createRoomLook } from "./worker-room.ts";

export interface Second {
  readonly at: number;
  readonly supervisor: {
    readonly cpuPercent: number;
    readonly rssBytes: number;
    readonly loopDelayP99Ms: number;
    readonly workerRoom?: WorkerRoom;
  };
  readonly totals: FleetTotals;
  readonly samples: readonly WorkerSample[];
}

export interface Sampler {
  /** Counts requests that died with their worker into the running second. */
  readonly lost: (requests: number) => void;
  readonly close: () => void;
}

/** An older sample says nothing about now: its worker is blocked or stopped. */
const FRESH_MS = 2.2 * SAMPLE_INTERVAL_MS;
const LOOP_RESOLUTION_MS = 20;

/** Once a second: every worker from inside and outside, the fleet as a whole, and ourselves. */
export function startSampler(fleet: Fleet, onSecond: (second: Second) => void): Sampler {
  const loopDelay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loopDelay.enable();
  let lost = 0;
  let isLooking = false;
  let rssBytes = 0;
  const outsideLook = createOutsideLook();
  const roomLook = createRoomLook(() => process.availableMemory());

  const look = async () => {
    // Replacements and processes that drain count for the fleet, but have no tile of their own.
    const places = fleet.state.slots.flatMap((slot) =>
      processesOf(slot).flatMap(({ pid, generation, launch, forkedAt, phase }) => {
        const isShown = launch === shownProcess(slot)?.launch;
        const forkedMs = forkedAt.monotonicMs;
        return pid === null
          ? []
          : [
              {
                slot: slot.slot,
                generation,
                launch,
                pid,
                forkedMs,
                isShown,
                isReady: phase.kind === "ready",
              },
            ];
      }),
    );
    const outside = await outsideLook.at([process.pid, ...places.map(({ pid }) => pid)]);
    const nowMs = performance.now();
    const fresh = (launch: number): AgentSample | null => {
      const sample = fleet.sample(launch);
      return sample !== null && nowMs - sample.atMs <= FRESH_MS ? sample.message : null;
    };
    const inside = places.map(({ launch }) => fresh(launch));
    const measured = places.flatMap(({ slot, generation, pid, isShown }, at) => {
      const metrics = workerMetrics(inside[at] ?? null, outside.get(pid) ?? null);
      return metrics === null ? [] : [{ isShown, sample: { slot, generation, metrics } }];
    });
    const samples = measured.filter(({ isShown }) => isShown).map(({ sample }) => sample);
    const totals = fleetTotals({
      metrics: measured.map(({ sample }) => sample.metrics),
      latencies: inside.flatMap((sample) => (sample === null ? [] : [sample.latencies])),
      lost,
    });
    lost = 0;
    const wears = places.map(({ launch, pid, forkedMs }) => ({
      launch,
      wear: {
        rssBytes: outside.get(pid)?.rssBytes ?? null,
        requests: fleet.sample(launch)?.message.requestsTotal ?? 0,
        ageMs: nowMs - forkedMs,
      },
    }));
    fleet.checkLimits(wears);
    const ready = places.flatMap(({ pid, isReady }) =>
      isReady ? [{ pid, rssBytes: outside.get(pid)?.rssBytes ?? null }] : [],
    );
    const workerRoom = await roomLook.at(ready, nowMs);
    const own = outside.get(process.pid);
    // Out of descriptors nothing can be read: then what was known last stands.
    rssBytes = own?.rssBytes ?? ownRssBytes() ?? rssBytes;
    const cpuPercent = own?.cpuPercent ?? 0;
    const loopDelayP99Ms = Math.max(0, loopDelay.percentile(99) / 1e6 - LOOP_RESOLUTION_MS);
    loopDelay.reset();
    onSecond({
      at: Date.now(),
      supervisor: {
        cpuPercent,
        rssBytes,
        loopDelayP99Ms: Math.round(loopDelayP99Ms * 100) / 100,
        ...(workerRoom === null ? {} : { workerRoom }),
      },
      totals,
      samples,
    });
  };

  const timer = setInterval(() => {
    // A look that takes over a second is not joined by another one.
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, SAMPLE_INTERVAL_MS);

  return {
    lost: (requests) => {
      lost += requests;
    },
    close: () => {
      clearInterval(timer);
      loopDelay.disable();
      outsideLook.close();
    },
  };
}
