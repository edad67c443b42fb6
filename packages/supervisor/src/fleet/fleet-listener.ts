import type { LastExit } from "@clusterdeck/shared";
import type { RequestCounts } from "../agent/messages.ts";
import type { Speech } from "../conversation/conversation-book.ts";
import type { MessageText } from "../conversation/message-text.ts";
import type { LogEntry } from "../lifecycle/effect.ts";
import type { FleetState } from "../lifecycle/fleet-state.ts";
import type { OutputSource } from "../log/log-book.ts";

/** What the fleet tells the parts that watch it. */
export interface FleetListener {
  /** The state is another one. */
  readonly changed: (state: FleetState) => void;
  /** A fork comes, which holds this process up for some ms: what has changed should be told before. */
  readonly forks: () => void;
  readonly log: (entry: LogEntry) => void;
  readonly output: (source: OutputSource, lines: readonly string[]) => void;
  /** Lines that came too fast to be taken. */
  readonly outputDropped: (source: OutputSource, lines: number) => void;
  /** The app, or who sends it a message, has said it. */
  readonly said: (speech: Speech, message: MessageText) => void;
  /** Messages of the app that came too fast to be kept. */
  readonly unheard: (speech: Speech, messages: number) => void;
  readonly port: (port: number) => void;
  /** Files that a process has loaded, and when it was forked, in ms since the epoch. */
  readonly loaded: (files: readonly string[], forkedAt: number) => void;
  /** Requests that were open in a process that has died. */
  readonly lost: (requests: number) => void;
  /** What a process of this slot tells of its requests, and what it had told before. */
  readonly counted: (slot: number, counts: RequestCounts, before: RequestCounts | null) => void;
  /** All that will be known of how a process has ended. */
  readonly ended: (slot: number, exit: LastExit) => void;
  readonly stopped: () => void;
}
