import type { OutputStream } from "@clusterdeck/shared";
import type { AgentSample, RequestCounts } from "../agent/messages.ts";
import { createAppMessages, type AppMessages } from "../conversation/app-messages.ts";
import type { ExitFacts } from "../lifecycle/exit-cause.ts";
import { createLastWords, type LastWords } from "../process/last-words.ts";
import type { OutputBudget } from "../process/output-budget.ts";
import { createProcessOutput, type ProcessOutput } from "../process/process-output.ts";
import { now } from "./clock.ts";
import type { FleetListener } from "./fleet-listener.ts";

/** What is known of a process beside its place in the state. */
export interface Companion {
  slot: number;
  generation: number;
  /** In ms since the epoch. */
  readonly forkedAt: number;
  readonly output: ProcessOutput;
  readonly messages: AppMessages;
  readonly words: LastWords;
  pid: number | null;
  /** Requests that were open when it last spoke. */
  inFlight: number;
  /** It was counted as the process ended. */
  isInFlightExact: boolean;
  sample: { readonly message: AgentSample; readonly atMs: number } | null;
  counted: RequestCounts | null;
  exit: Pick<ExitFacts, "code" | "signal" | "forkError">;
}

const NO_EXIT: Companion["exit"] = { code: null, signal: null };

export function exitFacts({ exit, words, isInFlightExact }: Companion): ExitFacts {
  return { ...exit, ...words.said(), isInFlightExact };
}

/** Where it is now: a spare that wakes moves. */
export function originOf({ slot, pid, generation }: Companion) {
  return { slot, pid, generation };
}

/** What all processes draw from. */
export interface FleetBudgets {
  readonly output: OutputBudget;
  readonly messages: OutputBudget;
}

/** Of a process that is forked now; what it writes and says is told with where it is by then. */
export function createCompanion(
  place: Pick<Companion, "slot" | "generation">,
  budgets: FleetBudgets,
  listener: Pick<FleetListener, "output" | "outputDropped" | "said" | "unheard">,
): Companion {
  const companion: Companion = {
    ...place,
    forkedAt: now().epochMs,
    output: createProcessOutput(budgets.output, {
      lines: (stream, lines) => listener.output(source(stream), lines),
      dropped: (stream, lines) => listener.outputDropped(source(stream), lines),
    }),
    messages: createAppMessages(budgets.messages, {
      said: (message) => listener.said(app(), message),
      dropped: (messages) => listener.unheard(app(), messages),
    }),
    words: createLastWords(),
    pid: null,
    inFlight: 0,
    isInFlightExact: false,
    sample: null,
    counted: null,
    exit: NO_EXIT,
  };
  const source = (stream: OutputStream) => ({ ...originOf(companion), stream });
  const app = () => ({ ...originOf(companion), by: "app" });
  return companion;
}
