import type { Silence, Slot } from "./fleet-state.ts";

const SILENCE_NOTES: Readonly<Record<Silence, string>> = {
  busy: "Event loop blocked",
  stopped: "Stopped; SIGCONT brings it back",
  debugger: "Paused in a debugger, or blocked while one is attached",
};

/**
 * The one sentence that matters now about a slot, without numbers that run: those the page counts
 * itself, from `since`, `restartInMs` and `deadlineInMs`. Null when all is well and nothing is new.
 */
export function noteOf(slot: Slot): string | null {
  const { holder, lastExit } = slot;
  switch (holder.kind) {
    case "failed":
      return sentence(holder.why);
    case "backoff":
      return lastExit?.detail ?? null;
    case "leaving":
      return holder.process?.intent?.kind === "retire" ? holder.process.intent.why : null;
    case "empty":
      return lastExit?.detail ?? null;
    case "live":
      break;
  }
  const { process, successor } = holder;
  if (process.phase.kind === "unresponsive") {
    return SILENCE_NOTES[process.phase.because];
  }
  if (successor !== null) return `Replacement g${successor.process.generation} starts`;
  if (lastExit === null) return null;
  return lastExit.generation > process.generation
    ? `Replacement did not come up: ${lastExit.detail}`
    : lastExit.detail;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
