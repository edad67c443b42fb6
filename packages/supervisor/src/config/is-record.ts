/**
 * An object with keys: no list, no function, and no promise or map, whose contents are no keys. One
 * that another realm has made is one as well.
 */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null || value === process.env;
}
