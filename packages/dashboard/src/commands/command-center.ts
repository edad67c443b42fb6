import type { ClientMessage, CommandResult } from "@clusterdeck/shared";
import { createStore, type StoreApi } from "zustand/vanilla";
import {
  begin,
  fail,
  forget,
  pendingIds,
  settle,
  type CommandOrigin,
  type CommandStatuses,
  type Intent,
} from "./command-status.ts";

const ANSWER_TIMEOUT_MS = 15_000;
const DONE_SHOWN_MS = 900;
const FAILURE_SHOWN_MS = 12_000;

export interface CommandCenter {
  readonly statuses: StoreApi<CommandStatuses>;
  run(intent: Intent, from?: CommandOrigin): void;
  settle(result: CommandResult): void;
  /** The connection is gone: what has no answer yet will get none. */
  loseAll(): void;
  dismiss(id: string): void;
}

/**
 * Sends commands and keeps what becomes of them, for the place where the click was.
 *
 * @param send returns whether the message was handed to an open connection
 */
export function createCommandCenter(send: (message: ClientMessage) => boolean): CommandCenter {
  const statuses = createStore<CommandStatuses>(() => ({}));
  const update = (change: (before: CommandStatuses) => CommandStatuses) =>
    statuses.setState(change, true);
  const forgetLater = (id: string, afterMs: number) =>
    setTimeout(() => update((before) => forget(before, id)), afterMs);
  const failNow = (id: string, message: string) => {
    update((before) => fail(before, id, message));
    forgetLater(id, FAILURE_SHOWN_MS);
  };

  return {
    statuses,
    run(intent, from = "button") {
      const id = newId();
      update((before) => begin(before, { id, intent, from }));
      if (!send({ ...intent, id })) {
        failNow(id, "Not sent: there is no connection to the supervisor.");
        return;
      }
      setTimeout(() => {
        const isOpen = pendingIds(statuses.getState()).includes(id);
        if (isOpen) failNow(id, "No answer from the supervisor; it may or may not have been done.");
      }, ANSWER_TIMEOUT_MS);
    },
    settle(result) {
      update((before) => settle(before, result));
      if (result.id === null) return;
      forgetLater(result.id, result.status === "failed" ? FAILURE_SHOWN_MS : DONE_SHOWN_MS);
    },
    loseAll() {
      for (const id of pendingIds(statuses.getState())) {
        failNow(id, "The connection was lost before the answer; it may or may not have been done.");
      }
    },
    dismiss: (id) => update((before) => forget(before, id)),
  };
}

/** `crypto.randomUUID` is there in secure contexts alone, and a LAN address over http is none. */
function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
