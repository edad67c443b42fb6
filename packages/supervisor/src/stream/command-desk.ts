import type { Command, CommandResult } from "@clusterdeck/shared";
import type { Fleet } from "../fleet/fleet.ts";

const IDS_REMEMBERED = 1_000;

/** Where commands of all sources are carried out, each id once. */
export interface CommandDesk {
  readonly run: (command: Command, by: string) => CommandResult;
}

export function createCommandDesk(fleet: Fleet): CommandDesk {
  const results = new Map<string, CommandResult>();
  return {
    run: (command, by) => {
      const known = command.id === undefined ? undefined : results.get(command.id);
      if (known !== undefined) return known;
      const result = fleet.command(command, by);
      if (command.id !== undefined) {
        results.set(command.id, result);
        const [oldest] = results.keys();
        if (results.size > IDS_REMEMBERED && oldest !== undefined) results.delete(oldest);
      }
      return result;
    },
  };
}
