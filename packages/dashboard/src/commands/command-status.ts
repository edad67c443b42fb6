/** What is known of each command that this page has sent. Pure. */
import type { Command, CommandResult } from "@clusterdeck/shared";

/** A command before it has its id. */
export type Intent = Command extends infer Each
  ? Each extends Command
    ? Omit<Each, "id">
    : never
  : never;

export type CommandStatus =
  | { readonly phase: "pending"; readonly id: string; readonly intent: Intent }
  | { readonly phase: "done"; readonly id: string; readonly intent: Intent }
  | {
      readonly phase: "failed";
      readonly id: string;
      readonly intent: Intent;
      /** A sentence for the place where the click was. */
      readonly message: string;
    };

/** By what it acts on and how: a button asks for its own. */
export type CommandStatuses = Readonly<Record<string, CommandStatus>>;

export function commandKey(intent: Pick<Intent, "type"> & { slot?: number }): string {
  return `${intent.type}:${intent.slot ?? "fleet"}`;
}

export function begin(statuses: CommandStatuses, id: string, intent: Intent): CommandStatuses {
  return { ...statuses, [commandKey(intent)]: { phase: "pending", id, intent } };
}

export function settle(statuses: CommandStatuses, result: CommandResult): CommandStatuses {
  const found = findPending(statuses, result.id);
  if (found === null) return statuses;
  const [key, { id, intent }] = found;
  return {
    ...statuses,
    [key]:
      result.status === "failed"
        ? { phase: "failed", id, intent, message: result.error?.message ?? "The command failed." }
        : { phase: "done", id, intent },
  };
}

export function fail(statuses: CommandStatuses, id: string, message: string): CommandStatuses {
  const found = findPending(statuses, id);
  if (found === null) return statuses;
  const [key, { intent }] = found;
  return { ...statuses, [key]: { phase: "failed", id, intent, message } };
}

/** Forgets a command that has come to its end, unless the same button was used again since. */
export function forget(statuses: CommandStatuses, id: string): CommandStatuses {
  const entries = Object.entries(statuses);
  const kept = entries.filter(([, status]) => status.id !== id || status.phase === "pending");
  return kept.length === entries.length ? statuses : Object.fromEntries(kept);
}

export function pendingIds(statuses: CommandStatuses): string[] {
  return Object.values(statuses)
    .filter((status) => status.phase === "pending")
    .map((status) => status.id);
}

function findPending(
  statuses: CommandStatuses,
  id: string | null,
): [string, Extract<CommandStatus, { phase: "pending" }>] | null {
  for (const [key, status] of Object.entries(statuses)) {
    if (status.id === id && status.phase === "pending") return [key, status];
  }
  return null;
}
