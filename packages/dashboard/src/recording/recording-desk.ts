import { RECORDING_PATH } from "@clusterdeck/shared";
import { get, problemOf } from "../socket/http.ts";
import type { TokenStore } from "../socket/token.ts";
import type { DeckStore } from "../store/deck-store.ts";
import type { ToastDesk } from "../toasts/toast-desk.ts";
import type { ToastDraft } from "../toasts/toast-queue.ts";
import { LIVE, type SourceStore } from "./deck-source.ts";
import { readFile } from "./read-file.ts";
import { recordingFileName, sizeProblem } from "./recording-file.ts";
import type { RecordingReading } from "./read-recording.ts";

export interface RecordingDesk {
  /** Saves what the supervisor knows of the last minutes as a file. */
  save(): Promise<void>;
  /** Asks for a file, and opens it. Browsers allow it in answer to a press alone. */
  pick(): void;
  open(file: File): Promise<void>;
  backToLive(): void;
}

export interface RecordingDeskOptions {
  readonly source: SourceStore;
  /** Of the live supervisor. */
  readonly store: DeckStore;
  readonly tokens: Pick<TokenStore, "read">;
  readonly toasts: Pick<ToastDesk, "tell">;
  readonly epochMs: () => number;
}

const DOWNLOAD_MS = 60_000;
const SAVE_TIMEOUT_MS = 60_000;
/** To read more than this takes long enough to be told. */
const SLOW_FILE_BYTES = 4 * 1024 * 1024;

/** What of a recording's way is not decided but done: the request, the files, the switch. */
export function createRecordingDesk(options: RecordingDeskOptions): RecordingDesk {
  const { source, store, tokens, toasts } = options;
  const tell = (tone: ToastDraft["tone"], text: string, detail: string | null) =>
    toasts.tell({ subject: "recording", tone, text, detail, undo: null });

  let opened = 0;
  let latest = new AbortController();
  /** What is being read is overtaken by what is wanted now. */
  const overtake = () => {
    latest.abort();
    latest = new AbortController();
    return latest.signal;
  };

  const open = async (file: File) => {
    const signal = overtake();
    const refuse = (problem: string) => tell("bad", "Not opened", `${file.name}: ${problem}`);
    const problem = sizeProblem(file.size);
    if (problem !== null) return refuse(problem);
    const isSlow = file.size > SLOW_FILE_BYTES;
    if (isSlow) tell("good", "Reading…", file.name);
    const reading = await read(file, signal);
    if (signal.aborted) return;
    if (!reading.ok) return refuse(reading.problem);
    if (isSlow) tell("good", "Opened", file.name);
    opened += 1;
    source.setState({ kind: "recording", id: opened, recording: reading.recording }, true);
  };

  return {
    async save() {
      const name = recordingFileName(
        store.getState().deck?.fleet.app.name ?? "",
        options.epochMs(),
      );
      try {
        download(await fetchRecording(tokens.read()), name);
        tell("good", "Saved", name);
      } catch (error) {
        tell("bad", "Not saved", `${(error as Error).message} Try again when the page is live.`);
      }
    },
    pick() {
      const input = document.createElement("input");
      input.type = "file";
      input.accept = ".json,application/json";
      input.addEventListener("change", () => {
        const [file] = input.files ?? [];
        if (file !== undefined) void open(file);
      });
      input.click();
    },
    open,
    backToLive() {
      overtake();
      source.setState(LIVE, true);
    },
  };
}

async function read(file: File, signal: AbortSignal): Promise<RecordingReading> {
  try {
    return await readFile(file, signal);
  } catch {
    return {
      ok: false,
      problem: "the part of the page that reads it could not be loaded. Try again when it is live.",
    };
  }
}

/** @throws {Error} with a sentence, where the supervisor does not give it */
async function fetchRecording(token: string | null): Promise<Blob> {
  const response = await get(RECORDING_PATH, token, AbortSignal.timeout(SAVE_TIMEOUT_MS));
  if (response === null) throw new Error("The supervisor cannot be reached.");
  if (!response.ok) throw new Error(`It was refused: ${await problemOf(response)}.`);
  return response.blob().catch(() => {
    throw new Error("The connection was lost before all of it had come.");
  });
}

function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: Safari reads it some time after the click.
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_MS);
}
