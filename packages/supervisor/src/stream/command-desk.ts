import type { Command, CommandResult } from "@clusterdeck/shared";
import type { Fleet } from "../fleet/fleet.ts";

const IDS_REMEMBERED = 1_000;

/** Where commands of all sources are carried out, each id once. */
export interface CommandDesk {
  readonly run: (command: Command, by: string) => CommandResult;
}

export function createCommandDesk(fleet: Fleet): CommandDesk {
  const results = new Map<string, { readonly asked: string; readonly result: CommandResult }>();
  return {
    run: (command, by) => {
      const known = command.id === undefined ? undefined : results.get(command.id);
      const asked = JSON.stringify(command);
      if (known !== undefined) return known.asked === asked ? known.result : refusedId(command);
      const result = fleet.command(command, by);
      if (command.id !== undefined) {
        results.set(command.id, { asked, result });
        const [oldest] = results.keys();
        if (results.size > IDS_REMEMBERED && oldest !== undefined) results.delete(oldest);
      }
      return result;
    },
  };
}

function refusedId(command: Command): CommandResult {
  const message = "This id was used for another command; give each command its own.";
  const error = { code: "invalid-command", message } as const;
  return { id: command.id ?? null, type: command.type, status: "failed", error };
}
