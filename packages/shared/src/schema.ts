import { Type, type TSchema } from "typebox";

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/**
 * Milliseconds since the Unix epoch, by the supervisor's clock: for display, never for durations. As
 * far as a `Date` reaches.
 */
export const EpochMs = Type.Number({ minimum: -8.64e15, maximum: 8.64e15 });

/** A closed set of words. */
export const OneOf = <const T extends readonly string[]>(words: T) =>
  Type.Unsafe<T[number]>(Type.Enum([...words]));
