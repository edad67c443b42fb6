import type { CommandSignal, EventKind, FleetEvent, LastExit } from "@clusterdeck/shared";

/** An event before the fleet gives it a number and a time. */
export type LogEntry = Omit<FleetEvent, "id" | "at"> & { readonly kind: EventKind };

/** What a transition asks the outside to do; it performs nothing itself. */
export type Effect =
  | {
      readonly kind: "fork";
      readonly launch: number;
      readonly slot: number;
      readonly generation: number;
      /** Its listening is held back until `wake`. */
      readonly isHeld: boolean;
    }
  /** A spare is to listen; it is of this slot and generation from now on. */
  | {
      readonly kind: "wake";
      readonly launch: number;
      readonly slot: number;
      readonly generation: number;
    }
  | { readonly kind: "signal"; readonly launch: number; readonly signal: CommandSignal }
  /** Tell the agent to take no new work; it answers with the fact `drained`. */
  | { readonly kind: "drain"; readonly launch: number; readonly graceMs: number }
  /** To the app's own `process.on("message")`. */
  | {
      readonly kind: "message";
      readonly launch: number;
      readonly payload: unknown;
      /** Who sends it. */
      readonly by: string;
    }
  | { readonly kind: "log"; readonly entry: LogEntry }
  /** All that will be known of how a process of this slot has ended. */
  | { readonly kind: "ended"; readonly slot: number; readonly exit: LastExit }
  /** The fleet was told to stop and no process is left. */
  | { readonly kind: "stopped" };
