import { COMMAND_SIGNALS, MAX_SLOT, MAX_WORKERS } from "@clusterdeck/shared";

/** What a message asks for, and so how it is answered. */
export type Meaning =
  /** An error. */
  | "nonsense"
  /** Not at all. */
  | "ack"
  | "ping"
  /** By a snapshot or by logs; over the rate by an error. */
  | "look"
  /** A result, whatever becomes of it. */
  | "command";

type Check = (value: unknown) => boolean;

interface Form {
  readonly meaning: Meaning;
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

const whole =
  (least: number, most = Number.POSITIVE_INFINITY): Check =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const isCommandId: Check = (value) =>
  typeof value === "string" && value.length >= 1 && value.length <= 128;
const isSignal: Check = (value) => (COMMAND_SIGNALS as readonly unknown[]).includes(value);
const isSlot = whole(1, MAX_SLOT);
const isSlotOrAll: Check = (value) => value === "all" || isSlot(value);
/** Keys by which prototypes are reached make the whole message no JSON. */
const isPayload: Check = (value) => {
  if (typeof value !== "object" || value === null) return true;
  if (Object.hasOwn(value, "__proto__")) return false;
  const made = Object.hasOwn(value, "constructor") ? value.constructor : null;
  if (typeof made === "object" && made !== null && Object.hasOwn(made, "prototype")) return false;
  return Object.values(value).every(isPayload);
};
const isWatched: Check = (value) =>
  value === "all" ||
  (Array.isArray(value) && value.every(isSlot) && new Set(value).size === value.length);

const command = (
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Form => ({ meaning: "command", required, optional: { id: isCommandId, ...optional } });

const FORMS: ReadonlyMap<unknown, Form> = new Map<unknown, Form>([
  ["ping", { meaning: "ping", required: { id: whole(0) } }],
  ["ack", { meaning: "ack", required: { seq: whole(0) } }],
  ["resync", { meaning: "look" }],
  ["logs", { meaning: "look", required: { slots: isWatched } }],
  ["scale", command({ target: whole(0, MAX_WORKERS) })],
  ["fork", command({})],
  ["kill", command({ slot: isSlot }, { generation: whole(1), signal: isSignal })],
  ["restart", command({ slot: isSlot }, { generation: whole(1) })],
  ["reload", command({})],
  ["message", command({ slot: isSlotOrAll, payload: isPayload }, { generation: whole(1) })],
  ["retry", command({ slot: isSlot }, { generation: whole(1) })],
]);

/**
 * Reads a text message by the tables of docs/api.md and docs/protocol.md, written down here once more:
 * what the code under test makes of it is held against this, so none of that code has a part in it.
 */
export function meaningOf(text: string): Meaning {
  const message = jsonIn(text);
  if (typeof message !== "object" || message === null || Array.isArray(message)) return "nonsense";
  // Own fields alone, of which `__proto__` is one after JSON.parse.
  const { type, ...fields } = message as Record<string, unknown>;
  const form = FORMS.get(Object.hasOwn(message, "type") ? type : undefined);
  if (form === undefined) return "nonsense";
  const { meaning, required = {}, optional = {} } = form;
  const checks = new Map(Object.entries({ ...required, ...optional }));
  const isEach = Object.keys(fields).every((name) => checks.get(name)?.(fields[name]) === true);
  const isAll = Object.keys(required).every((name) => Object.hasOwn(fields, name));
  return isEach && isAll ? meaning : "nonsense";
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
