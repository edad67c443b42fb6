/**
 * A message is what happened, and often why after a colon: "exited with 1: TypeError: …". The
 * first part is what the eye looks for in a list.
 */
export function splitLead(message: string): { lead: string; rest: string } {
  const colonAt = message.indexOf(": ");
  if (colonAt === -1) return { lead: message, rest: "" };
  return { lead: message.slice(0, colonAt + 1), rest: message.slice(colonAt + 1) };
}
