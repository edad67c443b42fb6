/** What is told of a command that has come to its end, where its own button does not tell it. Pure. */
import type { ProblemCode } from "@clusterdeck/shared";
import type { CommandOrigin, CommandStatus, Intent } from "../commands/command-status.ts";
import { plural } from "../format/number.ts";
import type { ToastDraft } from "./toast-queue.ts";

const WORKERS = "workers";

export interface CommandSurroundings {
  /** Whether the part of the page that the command is about can be seen. */
  readonly isInSight: boolean;
  /** How many workers were wanted when it was given. */
  readonly targetBefore: number;
}

/** @returns null where its button says enough */
export function commandToast(
  status: CommandStatus,
  surroundings: CommandSurroundings,
): ToastDraft | null {
  if (status.phase === "pending") return null;
  const { intent, from } = status;
  const isAway = from !== "button" || !surroundings.isInSight;
  if (status.phase === "failed") return isAway ? failureToast(status) : null;
  switch (intent.type) {
    // That the number of workers has changed is always told, since it can be taken back.
    case "scale":
      return scaledToast(intent.target, from, surroundings.targetBefore);
    case "fork":
      return scaledToast(surroundings.targetBefore + 1, from, surroundings.targetBefore);
    default:
      return isAway ? { ...about(intent), ...outcomeWords(intent) } : null;
  }
}

function failureToast(status: Extract<CommandStatus, { phase: "failed" }>): ToastDraft {
  const { intent, message, code } = status;
  const advice = code === null ? null : (ADVICE[code] ?? null);
  return {
    ...about(intent),
    tone: "bad",
    text: `${commandWords(intent)}: not done`,
    detail: advice === null ? message : `${message} ${advice}`,
  };
}

/** What to do where the supervisor's own words do not say it. */
const ADVICE: Partial<Record<ProblemCode, string>> = {
  "stale-generation": "Look at the new one, and repeat it if it is still meant.",
  busy: "Try again when that has ended.",
  "no-such-slot": "It may have been scaled away.",
  unauthorized: "Open the address that the supervisor has printed.",
  "read-only": "Start it again without that option to give commands.",
};

function scaledToast(target: number, from: CommandOrigin, targetBefore: number): ToastDraft | null {
  if (target === targetBefore) return null;
  const isUndo = from === "undo";
  return {
    subject: WORKERS,
    tone: "good",
    text: isUndo ? `Back to ${plural(target, "worker")}` : `Scaled to ${target}`,
    detail: null,
    // Going back to none ends every worker, which is asked about first; a moment's button is no place.
    undo: isUndo || targetBefore === 0 ? null : { from: target, to: targetBefore },
  };
}

/** About one worker the latest is told, whatever was done to it. */
function about(intent: Intent): Pick<ToastDraft, "subject" | "tone" | "undo"> {
  const subject = "slot" in intent ? placeWords(intent.slot) : SUBJECTS[intent.type];
  return { subject, tone: "good", undo: null };
}

function placeWords(slot: number | "all"): string {
  return slot === "all" ? "all workers" : `worker ${slot}`;
}

const SUBJECTS = { scale: WORKERS, fork: WORKERS, reload: "reload" } as const;

function outcomeWords(
  intent: Exclude<Intent, { type: "scale" | "fork" }>,
): Pick<ToastDraft, "text" | "detail"> {
  switch (intent.type) {
    case "kill":
      return killWords(intent.slot, intent.signal ?? "SIGKILL");
    case "restart":
      return {
        text: `Worker ${intent.slot} is being restarted`,
        detail: "Its replacement starts first, then it finishes its work.",
      };
    case "retry":
      return { text: `Worker ${intent.slot} is started again`, detail: null };
    case "message":
      return { text: `Message sent to ${placeWords(intent.slot)}`, detail: null };
    case "reload":
      return { text: "Reload started", detail: "Every worker is replaced, one at a time." };
  }
}

function killWords(slot: number, signal: string): Pick<ToastDraft, "text" | "detail"> {
  switch (signal) {
    case "SIGKILL":
      return { text: `Worker ${slot} killed`, detail: "It respawns by itself." };
    case "SIGSTOP":
      return { text: `Worker ${slot} frozen`, detail: "SIGCONT lets it go on." };
    case "SIGCONT":
      return { text: `SIGCONT sent to worker ${slot}`, detail: null };
    default:
      return {
        text: `${signal} sent to worker ${slot}`,
        detail: "If it ends, it respawns by itself.",
      };
  }
}

function commandWords(intent: Intent): string {
  switch (intent.type) {
    case "scale":
      return `Scale to ${intent.target}`;
    case "fork":
      return "Fork a worker";
    case "reload":
      return "Reload all workers";
    case "kill":
      return intent.signal === undefined || intent.signal === "SIGKILL"
        ? `Kill worker ${intent.slot}`
        : `${intent.signal} to worker ${intent.slot}`;
    case "restart":
      return `Restart worker ${intent.slot}`;
    case "retry":
      return `Retry worker ${intent.slot}`;
    case "message":
      return `Message to ${placeWords(intent.slot)}`;
  }
}
