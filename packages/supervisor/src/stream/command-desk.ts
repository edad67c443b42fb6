import type { Command, CommandResult } from "@clusterdeck/shared";
import type { Fleet } from "../fleet/fleet.ts";

const IDS_REMEMBERED = 1_000;

/** Where commands of all sources are carried out, each id once. */
export interface CommandDesk {
  readonly run: (command: Command, by: string) => CommandResult;
}

export function createCommandDesk(fleet: Fleet, readOnly: boolean): CommandDesk {
  const results = new Map<string, CommandResult>();
  return {
    run: (command, by) => {
      const known = command.id === undefined ? undefined : results.get(command.id);
      if (known !== undefined) return known;
      const result = readOnly ? refusedAsReadOnly(command) : fleet.command(command, by);
      if (command.id !== undefined) {
        results.set(command.id, result);
        const [oldest] = results.keys();
        if (results.size > IDS_REMEMBERED && oldest !== undefined) results.delete(oldest);
      }
      return result;
    },
  };
}

function refusedAsReadOnly(command: Command): CommandResult {
  return {
    id: command.id ?? null,
    type: command.type,
    status: "failed",
    error: {
      code: "read-only",
      message: "This supervisor was started with --read-only: it takes no commands.",
    },
  };
}
