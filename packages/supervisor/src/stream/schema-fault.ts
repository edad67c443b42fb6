import type { Validator } from "typebox/compile";

export type SchemaErrors = ReturnType<Validator["Errors"]>;
type SchemaError = SchemaErrors[number];

/** Of a key that is told back: they may be as long as a message. */
const MOST_SHOWN = 64;

/**
 * What is wrong with a message, in words that say what may stand there.
 *
 * @param keys those that it may have
 * @returns what follows "Bad kill command"
 */
export function faultOf(errors: SchemaErrors, keys: readonly string[]): string {
  for (const error of errors) {
    if (error.keyword !== "additionalProperties") continue;
    const [unknown = ""] = error.params.additionalProperties;
    const shown = JSON.stringify(unknown.slice(0, MOST_SHOWN));
    return `: it takes no ${shown}; it takes ${keys.join(", ")}`;
  }
  const [first] = errors;
  if (first === undefined) return ": wrong";
  const where = first.instancePath === "" ? "" : ` at ${first.instancePath}`;
  return `${where}: ${isOfAlternative(first) ? alternatives(errors, first) : textOf(first)}`;
}

function isOfAlternative({ schemaPath }: SchemaError): boolean {
  return /\/anyOf\/\d+$/.test(schemaPath);
}

/** Of each alternative what it says last, which is the most exact: "all" after "string". */
function alternatives(errors: SchemaErrors, { instancePath }: SchemaError): string {
  const texts = new Map<string, string>();
  for (const error of errors) {
    if (error.instancePath !== instancePath || !isOfAlternative(error)) continue;
    texts.set(error.schemaPath, textOf(error).replace(/^must be /, ""));
  }
  return `must be ${[...texts.values()].join(" or ")}`;
}

function textOf(error: SchemaError): string {
  switch (error.keyword) {
    case "const":
      return `must be ${JSON.stringify(error.params.allowedValue)}`;
    case "enum":
      return `must be one of ${error.params.allowedValues.join(", ")}`;
    default:
      return error.message;
  }
}
