/** What a person has written is to be sent as. Pure. */

export type DraftMeaning =
  | { readonly kind: "nothing" }
  | { readonly kind: "json"; readonly payload: unknown }
  /** No JSON, and not meant to be: it goes as a string. */
  | { readonly kind: "text"; readonly payload: string }
  /** Why it cannot be sent, as a sentence. */
  | { readonly kind: "refused"; readonly problem: string };

/** A command has 64 KiB at most; some of it is around the payload. */
const LARGEST_PAYLOAD_BYTES = 63 * 1024;
/** What begins so was meant as JSON: to send it as a string would be a surprise. */
const BEGINS_JSON = /^[{["]/;

export function draftMeaning(draft: string): DraftMeaning {
  const text = draft.trim();
  if (text === "") return { kind: "nothing" };
  const meaning = BEGINS_JSON.test(text) ? jsonOrRefused(text) : jsonOrText(text);
  return withinSize(meaning);
}

function jsonOrText(text: string): DraftMeaning {
  try {
    return { kind: "json", payload: JSON.parse(text) as unknown };
  } catch {
    return { kind: "text", payload: text };
  }
}

function jsonOrRefused(text: string): DraftMeaning {
  let forbidden: string | null = null;
  try {
    const payload: unknown = JSON.parse(text, (key, value: unknown) => {
      if (key === "__proto__" || (key === "constructor" && hasPrototype(value))) forbidden = key;
      return value;
    });
    if (forbidden === null) return { kind: "json", payload };
    return { kind: "refused", problem: `A message may have no key "${String(forbidden)}".` };
  } catch (error) {
    return { kind: "refused", problem: `Not JSON: ${(error as Error).message}` };
  }
}

/** The supervisor refuses such a message whole, since a careless merge of it would reach all objects. */
function hasPrototype(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "prototype");
}

function withinSize(meaning: DraftMeaning): DraftMeaning {
  if (!("payload" in meaning)) return meaning;
  const { length } = new TextEncoder().encode(JSON.stringify(meaning.payload));
  if (length <= LARGEST_PAYLOAD_BYTES) return meaning;
  const kib = Math.ceil(length / 1024);
  return { kind: "refused", problem: `Too long: it has ${kib} KiB, and 63 KiB is the most.` };
}
