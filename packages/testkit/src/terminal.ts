/**
 * Who runs the command on the terminal: nothing, so that it has the terminal to itself; an
 * interactive `bash`, which passes the end of its terminal on to its jobs; or `npx`, which passes
 * SIGINT and SIGTERM on to what it runs.
 */
export type TerminalRunner = "alone" | "bash" | "npx";

/** What a shell takes as one word. */
const quoted = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;
const lineOf = (command: readonly string[]) => command.map(quoted).join(" ");

const RUN_BY: Readonly<Record<TerminalRunner, (command: readonly string[]) => string>> = {
  alone: (command) => `exec ${lineOf(command)}`,
  // With something to do afterwards, or bash would make way for its only command.
  bash: (command) =>
    `exec ${lineOf(["bash", "--norc", "-i", "-c", `${lineOf(command)}; (exit $?)`])}`,
  npx: (command) =>
    `exec ${lineOf(["npx", "--offline", "--silent", "--no-progress", "--script-shell=bash", "--call", lineOf(command)])}`,
};

/**
 * The command that runs another one on a terminal of its own, by util-linux's `script`. What is
 * written to its stdin is typed there, and its end closes the terminal. Nothing is echoed, so that
 * only what the command prints is read.
 */
export function onTerminal(command: readonly string[], runner: TerminalRunner): readonly string[] {
  const line = `stty -echo -opost; ${RUN_BY[runner](command)}`;
  // Quiet, each write through at once, with the command's own exit code, and with no transcript.
  return ["script", "--quiet", "--flush", "--return", "--command", line, "/dev/null"];
}
