import { MESSAGE_CHARACTERS } from "./limits.ts";

export interface MessageText {
  /** JSON; the beginning of it where it is long. */
  readonly text: string;
  /** Of all of it, in UTF-16 units. */
  readonly length: number;
}

const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/** As it is kept. What has come over the channel was JSON before, so it can be again. */
export function messageText(payload: unknown): MessageText {
  const json = JSON.stringify(payload) ?? "null";
  if (json.length <= MESSAGE_CHARACTERS) return { text: json, length: json.length };
  // Not in the middle of a character.
  const text = json.slice(0, MESSAGE_CHARACTERS).replace(HIGH_SURROGATE, "");
  return { text, length: json.length };
}
