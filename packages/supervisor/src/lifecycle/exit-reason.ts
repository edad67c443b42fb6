/** What stands behind an end, where that decides what there is to do about it. */
export type ExitReason =
  | ErrorReason
  /** As it was asked, or nothing is known that would lead further. */
  | { readonly kind: "none" }
  | { readonly kind: "out-of-memory" }
  /** SIGKILL that we did not send. */
  | { readonly kind: "killed-from-outside" }
  /** With 0, and nobody had asked. */
  | { readonly kind: "ended-itself" }
  /** It left the cluster and lived on. */
  | { readonly kind: "disconnected" }
  | { readonly kind: "unsettled-await" }
  /** Node refused a flag that it was started with. */
  | { readonly kind: "bad-node-flag" }
  /** Killed at the ready timeout. */
  | { readonly kind: "not-ready"; readonly hasLoaded: boolean }
  /** A spare whose turn had come, killed since it did not listen. */
  | { readonly kind: "not-woken" }
  /** Ended while it started, and said nothing that looks like an error. */
  | { readonly kind: "silent-boot" }
  /** Killed because its drain took longer than the grace. */
  | { readonly kind: "grace-over" }
  /** Killed by `--kill-unresponsive`. */
  | { readonly kind: "unresponsive" };

/** What the first line of an error tells. */
export type ErrorReason =
  | { readonly kind: "port-taken"; readonly port: number | null }
  | { readonly kind: "listen-forbidden"; readonly port: number | null }
  | { readonly kind: "file-forbidden"; readonly file: string }
  | { readonly kind: "missing-package"; readonly name: string }
  | { readonly kind: "missing-file" }
  | { readonly kind: "syntax" }
  /** `import` or `export` in a file that Node takes for CommonJS. */
  | { readonly kind: "module-syntax" }
  | { readonly kind: "cannot-fork" }
  /** What its configuration says of its variables is wrong. */
  | { readonly kind: "no-environment" }
  | { readonly kind: "other-error" };

/** `bind` in a worker under round-robin, `listen` elsewhere; UDP says `bind` too. */
const LISTEN_ERROR = /\b(?:listen|bind) (EADDRINUSE|EACCES)\b.*?(?::(\d+))?(?: \(.*\))?$/;
const FILE_ERROR = /\bEACCES: permission denied, \w+ '([^']+)'/;
const MISSING_MODULE = /Cannot find (?:module|package) '([^']+)'/;
/** A path, on Windows too, or a file's URL. */
const PATH = /^(?:\.|\/|file:|[A-Za-z]:[\\/])/;
const PACKAGE = /^(?:@[^/]+\/)?[^/]+/;
const MODULE_SYNTAX = /^SyntaxError: (?:Cannot use import statement|Unexpected token 'export')/;
/** Not of the app's code, but of what it had parsed. */
const PARSED_TEXT = /\bJSON\b|regular expression/;

/** @param line the first line of the error that ended a process, or of the failed fork */
export function reasonOfError(line: string): ErrorReason {
  const listen = LISTEN_ERROR.exec(line);
  if (listen !== null) {
    const port = listen[2] === undefined ? null : Number(listen[2]);
    return { kind: listen[1] === "EADDRINUSE" ? "port-taken" : "listen-forbidden", port };
  }
  const file = FILE_ERROR.exec(line)?.[1];
  if (file !== undefined) return { kind: "file-forbidden", file };
  const missing = MISSING_MODULE.exec(line)?.[1];
  if (missing !== undefined) {
    const name = PATH.test(missing) ? undefined : PACKAGE.exec(missing)?.[0];
    return name === undefined ? { kind: "missing-file" } : { kind: "missing-package", name };
  }
  if (MODULE_SYNTAX.test(line)) return { kind: "module-syntax" };
  if (line.startsWith("SyntaxError: ") && !PARSED_TEXT.test(line)) return { kind: "syntax" };
  if (line.startsWith("cannot fork: ")) return { kind: "cannot-fork" };
  if (line.startsWith("no environment: ")) return { kind: "no-environment" };
  return { kind: "other-error" };
}

/** The error in words, where Node's own say less. */
export function errorDetail(line: string, reason: ErrorReason): string {
  switch (reason.kind) {
    case "port-taken":
      return `${place(reason.port)} is taken (EADDRINUSE)`;
    case "listen-forbidden":
      return `${place(reason.port)} may not be listened on (EACCES)`;
    default:
      return line;
  }
}

function place(port: number | null): string {
  return port === null ? "its address" : `port ${port}`;
}
