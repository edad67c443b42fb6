/** A failed boot whose reason is known well enough to say what to do. */
export interface BootHint {
  readonly detail: string;
  /** Trying again changes nothing until someone does something. */
  readonly isHopeless: boolean;
}

const LISTEN_ERROR = /\b(EADDRINUSE|EACCES)\b.*?(?::(\d+))?(?: \(.*\))?$/;
const MISSING_MODULE = /Cannot find (?:module|package) '([^']+)'/;

/** @param errorLine the first line of the error that ended the boot */
export function bootHint(errorLine: string): BootHint | null {
  const listen = LISTEN_ERROR.exec(errorLine);
  if (listen !== null) {
    const [, code, port] = listen;
    const place = port === undefined ? "its address" : `port ${port}`;
    const detail =
      code === "EADDRINUSE"
        ? `${place} is taken (EADDRINUSE): stop what listens there or give the app another port`
        : `${place} may not be listened on (EACCES): ports below 1024 need rights, take a higher one`;
    return { detail, isHopeless: true };
  }
  const missing = MISSING_MODULE.exec(errorLine)?.[1];
  if (missing === undefined) return null;
  const isFile = missing.startsWith(".") || missing.startsWith("/");
  const advice = isFile ? "check the path" : "install it";
  return { detail: `${errorLine}: ${advice}`, isHopeless: false };
}
