import { Problem } from "./problem.ts";

/** @throws Problem `malformed` that names the part of the address and what it takes */
export function wholeNumber(name: string, value: unknown, most: number): number {
  const number = typeof value === "string" && /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= most) return number;
  throw new Problem("malformed", `"${name}" must be a whole number from 1 to ${most}, given once.`);
}
