/**
 * State that all workers of a clusterdeck supervisor share, and messages from a worker to all.
 *
 * It is kept in the supervisor's memory: it outlives each worker, and is gone with the supervisor.
 * Without a supervisor, as with plain `node`, all of it works within the one thread of one process.
 *
 * A thread (`node:worker_threads`) of a supervised worker cannot reach it: there every call rejects,
 * and `onBroadcast` throws, with the code `in-a-thread`. Have the main thread ask.
 */

/**
 * Whether a supervisor keeps the state; else it is this thread's own. True in a thread of a supervised
 * worker as well, where it cannot be reached.
 */
export const isSupervised: boolean;

/**
 * Says something to every worker that listens, warm spares and the sender included. It comes after
 * whatever this worker has asked of the store before.
 *
 * @param message what JSON can hold, at most 16 KiB of it
 * @returns how many workers it was sent to. One that has read nothing for long, with 1 MiB waiting
 *   for it, is left out
 */
export function broadcast(message: unknown): Promise<number>;

/**
 * Listens to broadcasts. This alone does not keep the process alive.
 *
 * @returns what ends the listening
 */
export function onBroadcast(listener: (message: unknown) => void): () => void;

/** A whole number in the store, under its name as the key; 0 where there is none yet. */
export interface Counter {
  /**
   * Adds a whole number, in one step whatever other workers do meanwhile.
   *
   * @returns the sum
   */
  increment(by?: number): Promise<number>;
  get(): Promise<number>;
}

export function counter(name: string): Counter;

/**
 * Keys and values in the supervisor: at most 10,000 keys of 256 bytes each, values of at most 16 KiB
 * as JSON, and 16 MiB in all. Whatever it refuses is rejected with a `SharedStateError`.
 */
export interface Store {
  /** A copy of the value; undefined where there is none. */
  get(key: string): Promise<unknown>;
  /** @param value what JSON can hold */
  set(key: string, value: unknown): Promise<void>;
  /** @returns whether there was a value */
  delete(key: string): Promise<boolean>;
  /** Adds a whole number to the value, in one step; where there is none, to 0. */
  increment(key: string, by?: number): Promise<number>;
}

export const store: Store;

/** Why something was not done. */
export class SharedStateError extends Error {
  constructor(code: SharedStateErrorCode, message: string);
  readonly code: SharedStateErrorCode;
}

export type SharedStateErrorCode =
  | "invalid-key"
  | "invalid-increment"
  /** What was given is not what JSON can hold. */
  | "invalid-value"
  /** The value or message is larger than one may be. */
  | "too-large"
  | "too-many-keys"
  /** All values together would take too much. */
  | "store-full"
  /** A counter whose value is no whole number. */
  | "not-a-number"
  /** Beyond the whole numbers that JavaScript counts exactly. */
  | "out-of-range"
  /** What was asked last may have been done or not, never half. */
  | "supervisor-gone"
  /** Asked in a thread of a supervised worker: only its main thread reaches the state. */
  | "in-a-thread";
