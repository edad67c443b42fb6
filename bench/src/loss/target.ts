import { fileURLToPath } from "node:url";
import type { Certificate } from "@clusterdeck/testkit";
import type { Protocol } from "./kinds.ts";

/** The app that is under load. */
export const APP = fileURLToPath(new URL("../../apps/answers.js", import.meta.url));

/** A process manager that runs the app, and what it is asked to do meanwhile. */
export interface Target {
  readonly port: number;
  /** Resolves once each worker has been replaced. */
  readonly reload: () => Promise<void>;
  /** Resolves once so many workers serve and no other is left. */
  readonly scale: (workers: number) => Promise<void>;
  /** Resolves once a worker more has been replaced for having passed its limit. */
  readonly recycled: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Of each worker drained, once stopped: from then on to its end, in ms. Null if it does not tell. */
  readonly drainsMs: () => readonly number[] | null;
  /** All that it has logged. */
  readonly log: () => readonly LogEntry[];
}

export interface LogEntry {
  /** Wall clock. */
  readonly atMs: number;
  readonly text: string;
}

export function appEnvironment(serves: Protocol, { key, certificate }: Certificate) {
  return { SERVES: serves, TLS_KEY: key, TLS_CERTIFICATE: certificate };
}
