import { Type, type Static } from "typebox";
import { CommandError } from "./command.ts";
import { PROBLEM_STATUS, type ProblemCode } from "./problem.ts";
import { Nullable, OneOf } from "./schema.ts";

/** How a refusal is answered (RFC 9457). Those of a command say which one, too. */
export const ProblemDetails = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: OneOf(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]),
  /** What is wrong, and what to do. */
  detail: Type.String(),
  id: Type.Optional(Nullable(Type.String())),
  command: Type.Optional(Type.String()),
  error: Type.Optional(CommandError),
});
export type ProblemDetails = Static<typeof ProblemDetails>;
