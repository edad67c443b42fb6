import { closeSync, openSync } from "node:fs";
import { HELD_SIGNALS, type HeldSignal } from "./messages.ts";

/**
 * Ctrl-C on a terminal sends SIGINT to the whole process group, and closing it SIGHUP: every worker
 * would die, or run its handler, before the supervisor could drain it. So on a terminal these two
 * are held back and reported; the supervisor has them delivered when they were meant for this
 * worker alone. Without a terminal nothing is touched.
 */
export function holdTerminalSignals(report: (signal: HeldSignal) => void): {
  readonly deliver: (signal: HeldSignal) => void;
} {
  if (!hasTerminal()) return { deliver: () => {} };
  const keepAlive = () => {};
  const emit = process.emit.bind(process) as (...parts: unknown[]) => boolean;
  let delivering: HeldSignal | null = null;

  // The app's handlers are called through `process.emit`, so that is the one place to wait in.
  process.emit = ((name: unknown, ...rest: unknown[]) => {
    if (!isHeld(name) || delivering === name) return emit(name, ...rest);
    report(name);
    return true;
  }) as typeof process.emit;
  for (const signal of HELD_SIGNALS) process.on(signal, keepAlive);

  return {
    deliver: (signal) => {
      process.off(signal, keepAlive);
      if (process.listenerCount(signal) === 0) {
        process.kill(process.pid, signal);
        return;
      }
      delivering = signal;
      process.emit(signal, signal);
      delivering = null;
      process.on(signal, keepAlive);
    },
  };
}

function isHeld(name: unknown): name is HeldSignal {
  return (HELD_SIGNALS as readonly unknown[]).includes(name);
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync("/dev/tty", "r"));
    return true;
  } catch {
    return false;
  }
}
