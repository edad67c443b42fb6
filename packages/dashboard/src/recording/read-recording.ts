/** Reads a recording's text. Pure; runs in `read-worker.ts`, as it brings the schemas' checker. */
import {
  ConversationEntry,
  LogEntry,
  PROTOCOL_VERSION,
  RECORDING_FORMAT,
  RECORDING_VERSION,
  SnapshotMessage,
  WorkerDetail,
  type Recording,
} from "@clusterdeck/shared";
import type { TSchema } from "typebox";
import { Check, Errors } from "typebox/value";
import { boundsProblem } from "./recording-bounds.ts";

export type RecordingReading =
  | { readonly ok: true; readonly recording: Recording }
  /** What is wrong, to follow a colon. */
  | { readonly ok: false; readonly problem: string };

const NOT_ONE = `it is not a recording of clusterdeck. Choose a file that "Save the last minutes" has made.`;

export function readRecording(text: string): RecordingReading {
  const value = parsed(text);
  if (value === undefined) return { ok: false, problem: "it is not JSON." };
  const problem = headProblem(value) ?? bodyProblem(value as Record<string, unknown>);
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
  return version === RECORDING_VERSION ? null : NOT_ONE;
}

function newer(what: string, known: number): string {
  return `it is of a newer clusterdeck (${what}; this page knows up to ${known}). Open it with that one.`;
}

/** Part by part, as `Recording` says it: to look for the place of an error in all at once takes minutes. */
function bodyProblem(recording: Record<string, unknown>): string | null {
  const outOfBounds = boundsProblem(recording);
  if (outOfBounds !== null) return `it is damaged: ${outOfBounds}`;
  const { snapshot, details, logs, conversation = [] } = recording;
  return (
    partProblem("/snapshot", SnapshotMessage, snapshot) ??
    listProblem("/details", WorkerDetail, details) ??
    listProblem("/logs", LogEntry, logs) ??
    listProblem("/conversation", ConversationEntry, conversation) ??
    workersProblem(snapshot as SnapshotMessage)
  );
}

function listProblem(path: string, schema: TSchema, list: unknown): string | null {
  if (!Array.isArray(list)) return `it is damaged: ${path} must be array.`;
  for (const [index, item] of list.entries()) {
    const problem = partProblem(`${path}/${index}`, schema, item);
    if (problem !== null) return problem;
  }
  return null;
}

function partProblem(path: string, schema: TSchema, part: unknown): string | null {
  if (Check(schema, part)) return null;
  const [first] = Errors(schema, part);
  return `it is damaged: ${path}${first?.instancePath ?? ""} ${first?.message ?? "does not fit"}.`;
}

/** What the schemas cannot say. */
function workersProblem({ workers }: SnapshotMessage): string | null {
  const isUnique = new Set(workers.map(({ slot }) => slot)).size === workers.length;
  return isUnique ? null : "it is damaged: two workers in one slot.";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
