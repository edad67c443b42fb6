/** Every command that the palette knows, as things stand. Pure. */
import { MAX_WORKERS, type FleetView } from "@clusterdeck/shared";
import type { Intent } from "../commands/command-status.ts";
import { SIGNAL_MEANINGS } from "../commands/signals.ts";
import { workerIntents, type WorkerIntent } from "../commands/worker-intents.ts";
import { plural } from "../format/number.ts";
import { THEME_WORDS } from "../header/theme-words.ts";
import type { KeyName } from "../keys/key-map.ts";
import type { Theme } from "../preferences/preferences.ts";
import type { DeckSource } from "../recording/deck-source.ts";
import type { WorkerRow } from "../store/deck.ts";
import { workerLock } from "../store/selectors.ts";

export type PaletteAction =
  | { readonly type: "command"; readonly intent: Intent }
  /** "No workers at all" is asked about first. */
  | { readonly type: "ask-zero" }
  | { readonly type: "open-worker"; readonly slot: number }
  | { readonly type: "theme"; readonly theme: Theme }
  | { readonly type: "find-events" }
  | { readonly type: "zoom-out" }
  | { readonly type: "save-recording" }
  | { readonly type: "open-recording" }
  | { readonly type: "back-to-live" }
  | { readonly type: "help" };

export interface PaletteCommand {
  /** Stays the same: it is kept among the recent ones. */
  readonly id: string;
  readonly title: string;
  /** The slot that it is about; null where it is about the whole. */
  readonly slot: number | null;
  /** The key that does the same, for a worker when its tile has the focus. */
  readonly key: KeyName | null;
  /** Why it cannot be done now, as a sentence; null when it can. */
  readonly blocked: string | null;
  readonly action: PaletteAction;
}

export interface PaletteState {
  /** Why the fleet takes no command, as `fleetLock` says it. */
  readonly lock: string | null;
  readonly fleet: FleetView;
  readonly cores: number;
  readonly workers: readonly WorkerRow[];
  readonly isZoomed: boolean;
  readonly theme: Theme;
  readonly source: DeckSource["kind"];
}

/** @param targets numbers of workers to offer, as those that someone types */
export function paletteCommands(state: PaletteState, targets: readonly number[]): PaletteCommand[] {
  return [
    ...fleetCommands(state, targets),
    ...pageCommands(state),
    ...state.workers.flatMap((row) => workerCommands(row, state.lock)),
  ];
}

/** A command about the whole. */
function whole(
  id: string,
  title: string,
  action: PaletteAction,
  { blocked = null, key = null }: Partial<Pick<PaletteCommand, "blocked" | "key">> = {},
): PaletteCommand {
  return { id, title, slot: null, key, blocked, action };
}

function fleetCommands(state: PaletteState, targets: readonly number[]): PaletteCommand[] {
  const { lock, fleet } = state;
  const { target, reload } = fleet;
  const most = target >= MAX_WORKERS ? `${MAX_WORKERS} workers is the most.` : null;
  const none = target === 0 ? "There is none." : null;
  return [
    whole("fork", "Fork a worker", intentAction({ type: "fork" }), {
      key: "more",
      blocked: lock ?? most,
    }),
    whole("fewer", "One worker fewer", scaleAction(Math.max(0, target - 1)), {
      key: "fewer",
      blocked: lock ?? none,
    }),
    whole("reload", "Reload all workers", intentAction({ type: "reload" }), {
      key: "reload",
      blocked: lock ?? reloadProblem(target, reload),
    }),
    ...scaleTargets(state, targets).map((wanted) =>
      whole(`scale:${wanted}`, `Scale to ${plural(wanted, "worker")}`, scaleAction(wanted), {
        blocked: lock ?? (wanted === target ? "So many are wanted already." : null),
      }),
    ),
  ];
}

/** None, as many as cores, and whatever else is asked for. */
function scaleTargets({ cores }: PaletteState, targets: readonly number[]): number[] {
  const within = [cores, ...targets, 0].filter((target) => target >= 0 && target <= MAX_WORKERS);
  return [...new Set(within)];
}

function scaleAction(target: number): PaletteAction {
  return target === 0 ? { type: "ask-zero" } : intentAction({ type: "scale", target });
}

function intentAction(intent: Intent): PaletteAction {
  return { type: "command", intent };
}

function reloadProblem(target: number, reload: FleetView["reload"]): string | null {
  if (reload !== null) return `A reload goes on: ${reload.done} of ${reload.total}.`;
  return target === 0 ? "There is no worker." : null;
}

function pageCommands({ isZoomed, theme, source }: PaletteState): PaletteCommand[] {
  const isRecording = source === "recording";
  const backToLive = whole("back-to-live", "Back to live", { type: "back-to-live" });
  return [
    ...(isRecording ? [backToLive] : []),
    whole("find-events", "Find in events", { type: "find-events" }, { key: "search" }),
    whole(
      "zoom-out",
      "Show the whole five minutes of lifecycles",
      { type: "zoom-out" },
      {
        blocked: isZoomed ? null : "They are shown whole.",
      },
    ),
    ...THEME_WORDS.map(({ value, label }) =>
      whole(
        `theme:${value}`,
        `Theme: ${label.toLowerCase()}`,
        { type: "theme", theme: value },
        {
          blocked: value === theme ? "It is this one." : null,
        },
      ),
    ),
    whole(
      "save-recording",
      "Save the last minutes",
      { type: "save-recording" },
      {
        blocked: isRecording ? "This is a recording already." : null,
      },
    ),
    whole("open-recording", "Open a recording…", { type: "open-recording" }),
    whole("help", "Help and keys", { type: "help" }, { key: "help" }),
  ];
}

function workerCommands({ worker, slot }: WorkerRow, lock: string | null): PaletteCommand[] {
  const { generation, commands: offered } = worker;
  const intents = workerIntents(slot, generation);
  const offersRetry = offered.includes("retry");
  const command = (
    id: string,
    title: string,
    key: KeyName | null,
    intent: WorkerIntent,
  ): PaletteCommand => ({
    id: `${id}:${slot}`,
    title,
    slot,
    key,
    blocked: workerLock(lock, offered, intent.type),
    action: intentAction(intent),
  });
  return [
    {
      id: `open:${slot}`,
      title: `Open worker ${slot}`,
      slot,
      key: "open",
      blocked: null,
      action: { type: "open-worker", slot },
    },
    offersRetry
      ? command("retry", `Retry worker ${slot}`, "restart", intents.retry)
      : command("restart", `Restart worker ${slot}`, "restart", intents.restart),
    command("kill", `Kill worker ${slot}`, "kill", intents.kill("SIGKILL")),
    ...SIGNAL_MEANINGS.filter(({ signal }) => signal !== "SIGKILL").map(({ signal }) =>
      command(signal, `Send ${signal} to worker ${slot}`, null, intents.kill(signal)),
    ),
  ];
}
