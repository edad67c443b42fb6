import { describe, expect, it } from "vitest";
import type { AgentSample } from "../../src/agent/messages.ts";
import { parseAgentMessage } from "../../src/process/agent-message.ts";

const sample: AgentSample = {
  kind: "sample",
  heapUsedBytes: 1,
  heapTotalBytes: 2,
  externalBytes: null,
  eventLoopUtilization: 0.5,
  eventLoopDelayP99Ms: 1,
  gcPauseMsPerSecond: 0,
  requestsPerSecond: 3,
  requestsTotal: 4,
  errorsTotal: 0,
  errorsPerSecond: 0,
  inFlight: 0,
  connections: 1,
  threads: 0,
  isInspected: false,
  latencies: [10, 2],
};

describe("what comes over an agent's pipe, where the app could write as well,", () => {
  it.each([
    sample,
    { kind: "listening", port: 3000 },
    { kind: "listening", port: null },
    { kind: "loaded" },
    { kind: "drained", inFlight: 0 },
    { kind: "fatal", line: "Error: it broke" },
    { kind: "exiting", inFlight: 0 },
    { kind: "held", signal: "SIGINT" },
    { kind: "hearing", hears: true },
    { kind: "shared", first: 0, requests: [{ op: "increment", key: "hits", by: 1 }] },
    { kind: "shared", first: 7, requests: [{ op: "broadcast", message: "{}" }] },
  ])("is taken when it is one of the agent's messages: $kind", (message) => {
    expect(parseAgentMessage(JSON.stringify(message))).toEqual(message);
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    "7",
    '{"kind":"__proto__"}',
    '{"kind":"toString"}',
    '{"kind":{"toString":1}}',
    '{"kind":"sample"}',
    JSON.stringify({ ...sample, threads: "<b>" }),
    JSON.stringify({ ...sample, latencies: "many" }),
    JSON.stringify({ ...sample, latencies: [1, null] }),
    JSON.stringify(sample).replace('"inFlight":0', '"inFlight":1e999'),
    '{"kind":"listening","port":"<img>"}',
    '{"kind":"listening","port":70000}',
    '{"kind":"fatal","line":{"toString":1}}',
    '{"kind":"exiting"}',
    '{"kind":"drained"}',
    '{"kind":"held","signal":"SIGKILL"}',
    '{"kind":"hearing","hears":1}',
    '{"kind":"shared","first":-1,"requests":[]}',
    '{"kind":"shared","first":0,"requests":[{"op":"clear"}]}',
    '{"kind":"shared","first":0,"requests":[{"op":"set","key":"a","value":{"b":1}}]}',
    '{"kind":"shared","first":0,"requests":[{"op":"increment","key":"a","by":1e999}]}',
    JSON.stringify({
      kind: "shared",
      first: 0,
      requests: Array.from({ length: 257 }, () => ({ op: "get", key: "a" })),
    }),
  ])("is dropped when it is not: %s", (line) => {
    expect(parseAgentMessage(line)).toBeNull();
  });
});
