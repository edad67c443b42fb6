import { COMMAND_SIGNALS, MAX_WORKERS } from "@clusterdeck/shared";
import { pick } from "@clusterdeck/testkit";

type Random = () => number;

const VALID: readonly ((random: Random) => Record<string, unknown>)[] = [
  (random) => ({ type: "ping", id: Math.floor(random() * 1e6) }),
  (random) => ({ type: "ack", seq: Math.floor(random() * 100) }),
  () => ({ type: "resync" }),
  (random) => ({ type: "logs", slots: random() < 0.5 ? "all" : [1, 2] }),
  (random) => ({ type: "scale", target: Math.floor(random() * 8) }),
  () => ({ type: "fork" }),
  (random) => ({ type: "kill", slot: 1, signal: pick(random, COMMAND_SIGNALS) }),
  (random) => ({ type: "restart", slot: 1 + Math.floor(random() * 3), generation: 1 }),
  () => ({ type: "reload" }),
  () => ({ type: "retry", slot: 1 }),
  (random) => ({ type: "message", slot: random() < 0.5 ? "all" : 1, payload: { news: [1, null] } }),
];

/** Values that have broken parsers before. */
const ODD: readonly unknown[] = [
  null,
  true,
  "",
  "1",
  "scale",
  "x".repeat(5000),
  "\u0000",
  "‮ \ud800",
  -1,
  0,
  0.5,
  -0,
  1e308,
  MAX_WORKERS + 1,
  2 ** 53,
  [],
  {},
  [[[[[[]]]]]],
  { type: "fork" },
  { toString: 1, valueOf: 1 },
  nested(500),
  { constructor: { prototype: { polluted: true } } },
];

function nested(depth: number): unknown {
  return JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
}

const ODD_TEXTS: readonly string[] = [
  "",
  " ",
  "null",
  "[]",
  "{",
  '{"type":"fork","type":"reload"}',
  '{"__proto__":{"type":"fork"}}',
  '{"type":"fork","__proto__":null}',
  '{"constructor":{"prototype":{"x":1}},"type":"fork"}',
  '{"type":"constructor"}',
  '{"type":"__proto__"}',
  '{"type":"toString"}',
  '{"type":"scale","target":1e999}',
  '{"type":"scale","target":NaN}',
  '{"type":"scale","target":0x10}',
  `${"[".repeat(3000)}${"]".repeat(3000)}`,
  `{"type":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
  '{"type":{"toString":1}}',
  `${'{"a":'.repeat(2000)}1${"}".repeat(2000)}`,
  "\ufeff{}",
  '{"type":"fork"}{"type":"fork"}',
];

/** A message: valid, or nearly so. Commands carry no id, or one that is their own. */
export function messageText(random: Random, count: number): string {
  const roll = random();
  if (roll < 0.06) return pick(random, ODD_TEXTS);
  const message = pick(random, VALID)(random);
  if (random() < 0.3 && message["type"] !== "ping") message["id"] = `fuzz-${count}`;
  if (roll < 0.45) return JSON.stringify(message);
  const text = JSON.stringify(mutated(random, message));
  return roll < 0.85 ? text : damaged(random, text);
}

function mutated(random: Random, message: Record<string, unknown>): unknown {
  const keys = Object.keys(message);
  const copy = { ...message };
  const key = pick(random, keys);
  switch (Math.floor(random() * 5)) {
    case 0:
      copy[key] = pick(random, ODD);
      return copy;
    case 1:
      delete copy[key];
      return copy;
    case 2:
      copy[pick(random, ["extra", "slot", "target", "toString", "signal", ""])] = pick(random, ODD);
      return copy;
    case 3:
      copy[key] = { [key]: copy[key] };
      return copy;
    default:
      return random() < 0.5 ? [copy] : pick(random, ODD);
  }
}

/** Characters lost, doubled or put in. */
function damaged(random: Random, text: string): string {
  const at = Math.floor(random() * text.length);
  const put = pick(random, ["", '"', "{", ",", "\\", "\u0007", text.slice(at, at + 3), "é"]);
  return text.slice(0, at) + put + text.slice(at + Math.floor(random() * 4));
}
