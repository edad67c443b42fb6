import { describe, expect, it } from "vitest";
import { toSparse } from "@clusterdeck/shared/latency-buckets";
import type { AgentSample } from "../../src/agent/messages.ts";
import { createTally } from "../../src/openmetrics/tally.ts";
import { openMetricsText } from "../../src/openmetrics/text.ts";

function sample(changes: Partial<AgentSample>): AgentSample {
  return {
    kind: "sample",
    heapUsedBytes: null,
    heapTotalBytes: null,
    externalBytes: null,
    eventLoopUtilization: 0,
    eventLoopDelayP99Ms: 0,
    gcPauseMsPerSecond: 0,
    requestsPerSecond: 0,
    requestsTotal: 0,
    errorsTotal: 0,
    errorsPerSecond: 0,
    inFlight: 0,
    connections: 0,
    threads: 0,
    isInspected: false,
    latencies: [],
    ...changes,
  };
}

describe("the text", () => {
  it("names type, unit and help, escapes what labels hold, and ends with EOF", () => {
    const text = openMetricsText([
      {
        name: "app",
        type: "info",
        help: 'a "name"\nof two lines',
        samples: [{ suffix: "_info", labels: { name: 'a\\b"c\nd' }, value: 1 }],
      },
      {
        name: "age_seconds",
        type: "gauge",
        unit: "seconds",
        help: "Age.",
        samples: [{ value: 1.5 }],
      },
      { name: "none", type: "gauge", help: "Nothing known.", samples: [] },
    ]);
    expect(text).toBe(
      [
        "# TYPE app info",
        '# HELP app a \\"name\\"\\nof two lines',
        'app_info{name="a\\\\b\\"c\\nd"} 1',
        "# TYPE age_seconds gauge",
        "# UNIT age_seconds seconds",
        "# HELP age_seconds Age.",
        "age_seconds 1.5",
        "# EOF",
        "",
      ].join("\n"),
    );
  });
});

describe("the tally", () => {
  it("counts a slot's requests over all of its processes", () => {
    const tally = createTally();
    const first = sample({ requestsTotal: 10, errorsTotal: 1 });
    tally.counted(1, first, null);
    tally.counted(1, sample({ requestsTotal: 15, errorsTotal: 1 }), first);
    tally.counted(1, sample({ requestsTotal: 3, errorsTotal: 2 }), null);
    expect(tally.read().slots.get(1)).toEqual({ requests: 18, errors: 3, restarts: 0 });
  });

  it("counts how often a slot got another process, and never less, be it gone in between or a spare's", () => {
    const tally = createTally();
    const restarts: number[] = [];
    for (const own of [-1, 0, 1, 2, 1, 2, 3, null, -1, 0, 1]) {
      tally.changed(own === null ? [] : [{ slot: 7, restarts: own }]);
      restarts.push(tally.read().slots.get(7)?.restarts ?? Number.NaN);
    }
    expect(restarts).toEqual([0, 0, 1, 2, 2, 2, 3, 3, 3, 3, 4]);
  });

  it("puts latencies within their bounds, and the longest beyond all", () => {
    const tally = createTally();
    const counts = new Uint32Array(400);
    // About 0.7 ms, 131 ms and 93 s.
    for (const [bucket, requests] of [
      [135, 4],
      [242, 2],
      [376, 1],
    ] as const) {
      counts[bucket] = requests;
    }
    tally.counted(1, sample({ latencies: toSparse(counts) }), null);
    const { latencies } = tally.read();
    expect(latencies.counts).toEqual([4, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1]);
    expect(latencies.sumSeconds).toBeGreaterThan(80);
  });

  it("is not made to fall, or to count what is no latency, by what comes over a pipe", () => {
    const tally = createTally();
    const before = sample({ requestsTotal: 10 });
    tally.counted(1, before, null);
    tally.counted(1, sample({ requestsTotal: 4, latencies: [9_999, 5, -1, 5, 3, -5] }), before);
    expect(tally.read().slots.get(1)?.requests).toBe(10);
    expect(tally.read().latencies.sumSeconds).toBe(0);
  });

  it("has every cause and every end from the start, at nought", () => {
    const { exits, reloads } = createTally().read();
    expect(exits.get("out-of-memory")).toBe(0);
    expect([...reloads]).toEqual([
      ["finished", 0],
      ["failed", 0],
    ]);
  });
});
