import {
  COMMAND_SCHEMAS,
  CONTROL_SCHEMAS,
  type Command,
  type ControlMessage,
} from "@clusterdeck/shared";
import secureJson from "secure-json-parse";
import { Compile, type Validator } from "typebox/compile";
import type { TObject } from "typebox";
import { faultOf } from "./schema-fault.ts";

/** Of a command, and of any message of a stream. */
export const LARGEST_MESSAGE_BYTES = 64 * 1024;

export interface MessageError {
  readonly code: "malformed" | "invalid-command";
  readonly message: string;
}
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: MessageError };

interface Check {
  readonly validator: Validator;
  readonly keys: readonly string[];
}
type Checks = ReadonlyMap<string, Check>;

/** Looked up by a closed set of names: a Map has no prototype to be walked. */
const commandChecks = compileAll(COMMAND_SCHEMAS);
const controlChecks = compileAll(CONTROL_SCHEMAS);

function compileAll(schemas: Record<string, TObject>): Checks {
  const checkOf = (schema: TObject): Check => ({
    validator: Compile(schema),
    keys: Object.keys(schema.properties),
  });
  return new Map(Object.entries(schemas).map(([type, schema]) => [type, checkOf(schema)]));
}

/** JSON without `__proto__` and `constructor.prototype` keys, of a request or of a stream's frame. */
export function parseJson(text: string): Parsed<unknown> {
  try {
    return { ok: true, value: secureJson.parse(text) as unknown };
  } catch {
    return failed(
      "malformed",
      isJson(text)
        ? 'A key "__proto__", or "constructor" with "prototype", is refused: use another name.'
        : "The message is not valid JSON.",
    );
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
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

function check<T>(value: unknown, checks: Checks): Parsed<T> {
  if (!isRecord(value)) return failed("malformed", "The message must be a JSON object.");
  const { type } = value;
  const known = typeof type === "string" ? checks.get(type) : undefined;
  if (known === undefined) {
    return failed(
      "invalid-command",
      `"type" must be one of ${[...commandChecks.keys()].join(", ")}.`,
    );
  }
  const { validator, keys } = known;
  if (validator.Check(value)) return { ok: true, value: value as T };
  const fault = faultOf(validator.Errors(value), keys);
  return failed("invalid-command", `Bad ${String(type)} command${fault}.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function failed(code: MessageError["code"], message: string): Parsed<never> {
  return { ok: false, error: { code, message } };
}
