import type { CommandResult, ProblemCode } from "@clusterdeck/shared";

/** What comes of a command. */
export type Outcome = Omit<CommandResult, "id" | "type">;

export function refuse(code: ProblemCode, message: string): Outcome {
  return { status: "failed", error: { code, message } };
}
