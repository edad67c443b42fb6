/** Reads a recording's text. Pure; in a chunk of its own, as it brings the schemas' checker. */
import {
  MAX_WORKERS,
  PROTOCOL_VERSION,
  Recording,
  RECORDING_FORMAT,
  RECORDING_VERSION,
} from "@clusterdeck/shared";
import { Check, Errors } from "typebox/value";

export type RecordingReading =
  | { readonly ok: true; readonly recording: Recording }
  /** What is wrong, to follow a colon. */
  | { readonly ok: false; readonly problem: string };

const NOT_ONE = `it is not a recording of clusterdeck. Choose a file that "Save the last minutes" has made.`;

export function readRecording(text: string): RecordingReading {
  const value = parsed(text);
  if (value === undefined) return { ok: false, problem: "it is not JSON." };
  const problem = headProblem(value) ?? bodyProblem(value);
  return problem === null ? { ok: true, recording: value as Recording } : { ok: false, problem };
}

/** Before the rest, which a newer version may have changed. */
function headProblem(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return NOT_ONE;
  const { format, version, snapshot } = value as Record<string, unknown>;
  if (format !== RECORDING_FORMAT) return NOT_ONE;
  if (typeof version === "number" && version > RECORDING_VERSION) {
    return newer(`version ${version} of the format`, RECORDING_VERSION);
  }
  const { protocol } = (snapshot ?? {}) as Record<string, unknown>;
  if (typeof protocol === "number" && protocol > PROTOCOL_VERSION) {
    return newer(`version ${protocol} of the protocol`, PROTOCOL_VERSION);
  }
  return null;
}

function newer(what: string, known: number): string {
  return `it is of a newer clusterdeck (${what}; this page knows up to ${known}). Open it with that one.`;
}

function bodyProblem(value: unknown): string | null {
  if (!Check(Recording, value)) {
    const [first] = Errors(Recording, value);
    const where = first === undefined ? "" : `: ${first.instancePath || "/"} ${first.message}`;
    return `it is damaged${where}.`;
  }
  const { workers } = value.snapshot;
  if (workers.length > MAX_WORKERS) {
    return `it is damaged: ${workers.length} workers, and there are ${MAX_WORKERS} at most.`;
  }
  if (new Set(workers.map(({ slot }) => slot)).size !== workers.length) {
    return "it is damaged: two workers in one slot.";
  }
  return null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
