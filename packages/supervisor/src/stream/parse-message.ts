import {
  COMMAND_SCHEMAS,
  CONTROL_SCHEMAS,
  type Command,
  type ControlMessage,
} from "@clusterdeck/shared";
import secureJson from "secure-json-parse";
import { Compile, type Validator } from "typebox/compile";
import type { TSchema } from "typebox";

/** Of a command, and of any message of a stream. */
export const LARGEST_MESSAGE_BYTES = 64 * 1024;

export interface MessageError {
  readonly code: "malformed" | "invalid-command";
  readonly message: string;
}
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: MessageError };

/** Looked up by a closed set of names: a Map has no prototype to be walked. */
const commandChecks = compileAll(COMMAND_SCHEMAS);
const controlChecks = compileAll(CONTROL_SCHEMAS);

function compileAll(schemas: Record<string, TSchema>): ReadonlyMap<string, Validator> {
  return new Map(Object.entries(schemas).map(([type, schema]) => [type, Compile(schema)]));
}

/** JSON without `__proto__` and `constructor.prototype` keys. WebSocket frames bypass Fastify's. */
export function parseJson(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: secureJson.parse(text) as unknown };
  } catch {
    return failed("malformed", "The message is not valid JSON.");
  }
}

export function parseCommand(value: unknown): Parsed<Command> {
  return check<Command>(value, commandChecks);
}

/** What a stream's client may say: commands as over HTTP, and what keeps the stream going. */
export function parseClientMessage(value: unknown): Parsed<Command | ControlMessage> {
  // Only a string is looked up: making one of what was sent may throw (`{"toString":1}`).
  const type = isRecord(value) ? value["type"] : undefined;
  const isControl = typeof type === "string" && controlChecks.has(type);
  return check<Command | ControlMessage>(value, isControl ? controlChecks : commandChecks);
}

function check<T>(value: unknown, checks: ReadonlyMap<string, Validator>): Parsed<T> {
  if (!isRecord(value)) return failed("malformed", "The message must be a JSON object.");
  const { type } = value;
  const validator = typeof type === "string" ? checks.get(type) : undefined;
  if (validator === undefined) {
    return failed(
      "invalid-command",
      `"type" must be one of ${[...commandChecks.keys()].join(", ")}.`,
    );
  }
  if (validator.Check(value)) return { ok: true, value: value as T };
  const [first] = validator.Errors(value);
  const where = first === undefined || first.instancePath === "" ? "" : ` at ${first.instancePath}`;
  return failed(
    "invalid-command",
    `Bad ${String(type)} command${where}: ${first?.message ?? "wrong"}.`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function failed(code: MessageError["code"], message: string): Parsed<never> {
  return { ok: false, error: { code, message } };
}
