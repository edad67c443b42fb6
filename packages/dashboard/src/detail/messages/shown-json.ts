/** What fits on a line stays on one. */
const LINE_CHARACTERS = 56;
const INDENT = 2;

/** JSON as a person reads it: long objects and lists over several lines. Pure. */
export function shownJson(json: string): string {
  if (json.length <= LINE_CHARACTERS) return json;
  try {
    return JSON.stringify(JSON.parse(json), null, INDENT);
  } catch {
    return json;
  }
}
