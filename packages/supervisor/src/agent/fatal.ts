const APP_FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?\/[^()]+?):(\d+):\d+\)?$/;

/** Tells the first line of an uncaught error, just before Node ends the process because of it. */
export function reportFatal(report: (line: string) => void): void {
  process.on("uncaughtExceptionMonitor", (error: unknown) => {
    // An app that handles it lives on, or ends for reasons of its own.
    const isHandled =
      process.listenerCount("uncaughtException") > 0 ||
      process.hasUncaughtExceptionCaptureCallback();
    if (isHandled) return;
    waitForStderr();
    report(fatalLine(error));
  });
}

interface WithHandle {
  readonly _handle?: { readonly setBlocking?: (isBlocking: boolean) => unknown } | null;
}

/**
 * Node writes the error to a stderr that does not wait, so that it is lost when the pipe is full: in
 * 5 of 10 tries on Node 20, after a flood. A blocking pipe takes it as soon as the supervisor has read.
 */
function waitForStderr(): void {
  (process.stderr as typeof process.stderr & WithHandle)._handle?.setBlocking?.(true);
}

/** The error in one line, with the file and line of the app that threw it. */
export function fatalLine(error: unknown): string {
  if (!(error instanceof Error)) return `Uncaught ${firstLine(String(error))}`;
  const place = appFrame(error.stack ?? "");
  return `${error.name}: ${firstLine(error.message)}${place === null ? "" : ` (${place})`}`;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.slice(0, 300) ?? "";
}

function appFrame(stack: string): string | null {
  for (const line of stack.split("\n")) {
    const frame = APP_FRAME.exec(line.trim());
    if (frame === null || line.includes("/node_modules/")) continue;
    const file = frame[1]?.split("/").pop();
    return `${file}:${frame[2]}`;
  }
  return null;
}
