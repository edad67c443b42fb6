import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { HELD_SIGNALS, MOST_SHARED_REQUESTS, type AgentMessage } from "../agent/messages.ts";

const count = Type.Number();
const bytes = Type.Union([Type.Number(), Type.Null()]);

const sharedRequest = Type.Union([
  Type.Object({ op: Type.Literal("increment"), key: Type.String(), by: Type.Integer() }),
  Type.Object({ op: Type.Literal("get"), key: Type.String() }),
  Type.Object({ op: Type.Literal("set"), key: Type.String(), value: Type.String() }),
  Type.Object({ op: Type.Literal("delete"), key: Type.String() }),
  Type.Object({ op: Type.Literal("broadcast"), message: Type.String() }),
]);

const requestCounts = { requestsTotal: count, errorsTotal: count, latencies: Type.Array(count) };

/** As `AgentMessage` says it; what it would let pass is told to the page as it came. */
const checks = {
  sample: Compile(
    Type.Object({
      heapUsedBytes: bytes,
      heapTotalBytes: bytes,
      externalBytes: bytes,
      eventLoopUtilization: Type.Number(),
      eventLoopDelayP99Ms: Type.Number(),
      gcPauseMsPerSecond: Type.Number(),
      requestsPerSecond: Type.Number(),
      errorsPerSecond: Type.Number(),
      inFlight: count,
      connections: count,
      threads: count,
      isInspected: Type.Boolean(),
      ...requestCounts,
    }),
  ),
  counts: Compile(Type.Object(requestCounts)),
  listening: Compile(
    Type.Object({
      port: Type.Union([Type.Integer({ minimum: 0, maximum: 65_535 }), Type.Null()]),
    }),
  ),
  standby: Compile(Type.Object({})),
  closed: Compile(Type.Object({})),
  loaded: Compile(Type.Object({})),
  files: Compile(Type.Object({ files: Type.Array(Type.String()) })),
  drained: Compile(Type.Object({ inFlight: count })),
  fatal: Compile(Type.Object({ line: Type.String() })),
  exiting: Compile(Type.Object({ inFlight: count })),
  held: Compile(
    Type.Object({ signal: Type.Union(HELD_SIGNALS.map((signal) => Type.Literal(signal))) }),
  ),
  shared: Compile(
    Type.Object({
      first: Type.Integer({ minimum: 0 }),
      requests: Type.Array(sharedRequest, { maxItems: MOST_SHARED_REQUESTS }),
    }),
  ),
  hearing: Compile(Type.Object({ hears: Type.Boolean() })),
} satisfies Record<AgentMessage["kind"], { Check: (value: unknown) => boolean }>;

/** A line of an agent's pipe; null when it is none of its messages. The app could write there too. */
export function parseAgentMessage(line: string): AgentMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const kind = (value as { kind?: unknown } | null)?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(checks, kind)) return null;
  return checks[kind as AgentMessage["kind"]].Check(value) ? (value as AgentMessage) : null;
}
