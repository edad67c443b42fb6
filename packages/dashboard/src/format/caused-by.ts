const WORDS: Readonly<Record<string, string>> = {
  you: "you",
  api: "the API",
  watch: "a saved file",
  supervisor: "the supervisor",
  app: "the app",
  outside: "someone outside",
};

/** "by the app": who or what caused an event; null where its message says so itself. */
export function causedBy({ message, by }: { message: string; by: string }): string | null {
  return message.includes(`by ${by}`) ? null : `by ${WORDS[by] ?? by}`;
}

/** The message, with its cause where it does not say that itself. */
export function messageWithCause(event: { message: string; by: string }): string {
  const cause = causedBy(event);
  return cause === null ? event.message : `${event.message} (${cause})`;
}
