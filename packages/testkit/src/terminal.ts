/** What a shell takes as one word. */
const quoted = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * The command that runs another one on a terminal of its own, by util-linux's `script`. What is
 * written to its stdin is typed there, and its end closes the terminal. Nothing is echoed, so that
 * only what the command prints is read.
 */
export function onTerminal(command: readonly string[]): readonly string[] {
  const line = `stty -echo -opost; exec ${command.map(quoted).join(" ")}`;
  // Quiet, each write through at once, with the command's own exit code, and with no transcript.
  return ["script", "--quiet", "--flush", "--return", "--command", line, "/dev/null"];
}
