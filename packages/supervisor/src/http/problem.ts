import { PROBLEM_STATUS, type ProblemCode } from "@clusterdeck/shared";
import type { FastifyReply } from "fastify";

/** An error that a client is told of; anything else is `internal`. */
export class Problem extends Error {
  readonly code: ProblemCode;

  constructor(code: ProblemCode, detail: string) {
    super(detail);
    this.name = "Problem";
    this.code = code;
  }
}

/** RFC 9457, with our stable `code`. */
export function sendProblem(
  reply: FastifyReply,
  code: ProblemCode,
  detail: string,
  further: Record<string, unknown> = {},
): FastifyReply {
  const status = PROBLEM_STATUS[code];
  return reply
    .code(status)
    .type("application/problem+json")
    .send({
      type: "about:blank",
      title: code.replaceAll("-", " "),
      status,
      code,
      detail,
      ...further,
    });
}

const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed",
  FST_ERR_BAD_URL: "malformed",
};

/** Which problem an error thrown while a request was handled stands for. */
export function problemOf(error: unknown): { readonly code: ProblemCode; readonly detail: string } {
  if (error instanceof Problem) return { code: error.code, detail: error.message };
  if (error instanceof Error) {
    const { code, statusCode } = error as Error & { code?: string; statusCode?: number };
    const known = code === undefined ? undefined : FASTIFY_CODES[code];
    if (known !== undefined) return { code: known, detail: error.message };
    if (statusCode === 400) return { code: "malformed", detail: error.message };
  }
  return { code: "internal", detail: "Something went wrong in the supervisor; see its log." };
}
