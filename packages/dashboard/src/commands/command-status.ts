/** What is known of each command that this page has sent. Pure. */
import type { Command, CommandResult, ProblemCode } from "@clusterdeck/shared";

/** A command before it has its id. */
export type Intent = Command extends infer Each
  ? Each extends Command
    ? Omit<Each, "id">
    : never
  : never;

/** Where a command was given: at its button, which then tells what becomes of it, or elsewhere. */
export type CommandOrigin = "button" | "key" | "palette" | "undo";

export interface SentCommand {
  readonly id: string;
  readonly intent: Intent;
  readonly from: CommandOrigin;
}

export type CommandStatus =
  | ({ readonly phase: "pending" } & SentCommand)
  | ({ readonly phase: "done" } & SentCommand)
  | ({
      readonly phase: "failed";
      /** A sentence for the place where the click was. */
      readonly message: string;
      /** Null where no answer has come. */
      readonly code: ProblemCode | null;
    } & SentCommand);

/** By what it acts on and how: a button asks for its own. */
export type CommandStatuses = Readonly<Record<string, CommandStatus>>;

export function commandKey(intent: Pick<Intent, "type"> & { slot?: number | "all" }): string {
  return `${intent.type}:${intent.slot ?? "fleet"}`;
}

export function begin(statuses: CommandStatuses, sent: SentCommand): CommandStatuses {
  return { ...statuses, [commandKey(sent.intent)]: { phase: "pending", ...sent } };
}

export function settle(statuses: CommandStatuses, result: CommandResult): CommandStatuses {
  return end(statuses, result.id, (sent) => {
    if (result.status !== "failed") return { ...sent, phase: "done" };
    const { message = "The command failed.", code = null } = result.error ?? {};
    return { ...sent, phase: "failed", message, code };
  });
}

export function fail(statuses: CommandStatuses, id: string, message: string): CommandStatuses {
  return end(statuses, id, (sent) => ({ ...sent, phase: "failed", message, code: null }));
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

/** The commands that came to their end from one moment to the next. */
export function endedBetween(before: CommandStatuses, after: CommandStatuses): CommandStatus[] {
  return Object.entries(after).flatMap(([key, status]) =>
    status !== before[key] && status.phase !== "pending" ? [status] : [],
  );
}

function end(
  statuses: CommandStatuses,
  id: string | null,
  outcomeOf: (sent: SentCommand) => CommandStatus,
): CommandStatuses {
  for (const [key, status] of Object.entries(statuses)) {
    if (status.id !== id || status.phase !== "pending") continue;
    return { ...statuses, [key]: outcomeOf(status) };
  }
  return statuses;
}
