/** One line of `--json`. */
export interface LogLine {
  event: string;
  message?: string;
  slot?: number | null;
  pid?: number | null;
  generation?: number | null;
  line?: string;
  [further: string]: unknown;
}

/** What a supervisor has printed, to look through and to wait on. */
export interface LineLog {
  readonly lines: readonly LogLine[];
  /** Of stderr, which is plain text. */
  readonly errors: readonly string[];
  readonly add: (line: string) => void;
  readonly addError: (line: string) => void;
  /** Calls back with every line, those that have come already first. */
  readonly each: (listener: (line: LogLine) => void) => void;
  /** The first line from `from` on that fits, whether it has come already or is still to come. */
  readonly next: (fits: (line: LogLine) => boolean, from?: number) => Promise<LogLine>;
}

export function createLineLog(): LineLog {
  const lines: LogLine[] = [];
  const errors: string[] = [];
  const listeners: ((line: LogLine) => void)[] = [];
  const waiting = new Set<{ fits: (line: LogLine) => boolean; resolve: (line: LogLine) => void }>();
  return {
    lines,
    errors,
    add: (text) => {
      const line = JSON.parse(text) as LogLine;
      lines.push(line);
      for (const listener of listeners) listener(line);
      for (const waiter of waiting) {
        if (!waiter.fits(line)) continue;
        waiting.delete(waiter);
        waiter.resolve(line);
      }
    },
    addError: (text) => errors.push(text),
    each: (listener) => {
      for (const line of lines) listener(line);
      listeners.push(listener);
    },
    next: (fits, from = 0) => {
      const known = lines.slice(from).find(fits);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve) => waiting.add({ fits, resolve }));
    },
  };
}
