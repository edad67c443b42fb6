import type { Command, CommandResult, ProblemCode } from "@clusterdeck/shared";
import { pidOf } from "./cast.ts";

/** As a supervisor would answer when nothing stands against it. */
export function succeeded(command: Command): CommandResult {
  const { id = null } = command;
  switch (command.type) {
    case "scale":
      return { id, type: command.type, status: "done", target: command.target };
    case "kill": {
      const { type, slot, generation = 1, signal = "SIGKILL" } = command;
      return { id, type, status: "done", slot, pid: pidOf(slot, generation), generation, signal };
    }
    case "restart":
    case "retry": {
      const { type, slot, generation = 1 } = command;
      return { id, type, status: "accepted", slot, generation };
    }
    case "message":
      return { id, type: command.type, status: "done", workers: 1 };
    case "fork":
    case "reload":
      return { id, type: command.type, status: "accepted" };
  }
}

export function refused(command: Command, code: ProblemCode, message: string): CommandResult {
  return { id: command.id ?? null, type: command.type, status: "failed", error: { code, message } };
}
