import { ResumePoint } from "@clusterdeck/shared";
import { Compile } from "typebox/compile";
import { Problem } from "./problem.ts";

const check = Compile(ResumePoint);

/**
 * The point from which a stream is to be resumed, out of the query of its address; null without one.
 *
 * @throws Problem `malformed`
 */
export function resumePointOf(query: unknown): ResumePoint | null {
  const { epoch, seq, metricsAt } = query as Record<string, unknown>;
  if (epoch === undefined && seq === undefined && metricsAt === undefined) return null;
  const point = { epoch, seq: numberOf(seq), metricsAt: numberOf(metricsAt) };
  if (check.Check(point)) return point;
  throw new Problem(
    "malformed",
    'To resume, the query takes "epoch", "seq" and "metricsAt" as they came in the stream.',
  );
}

/** `Number("")` would be 0. */
function numberOf(text: unknown): number {
  return typeof text === "string" && text !== "" ? Number(text) : Number.NaN;
}
