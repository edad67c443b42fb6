import type { Worker } from "node:cluster";

interface ConnectionHandle {
  close(): void;
  /** Negative once it is closed. */
  readonly fd?: number;
}

/** What Node's primary and a worker say to each other (lib/internal/cluster). */
interface ClusterMessage {
  readonly cmd?: unknown;
  readonly act?: unknown;
  readonly seq?: number;
  /** What it answers, by `seq`. */
  readonly ack?: number;
  /** Of a connection that was handed over. */
  readonly accepted?: boolean;
  /** Of the listening socket. */
  readonly key?: string;
  readonly errno?: number | null;
}

type Send = (
  message: ClusterMessage,
  handle?: ConnectionHandle | null,
  options?: object,
  callback?: (error: Error | null) => void,
) => boolean;

interface Sent {
  readonly seq: number;
  readonly handle: ConnectionHandle;
  readonly sentMs: number;
  /** How many messages the app had sent by then. */
  readonly appMessages: number;
}

export interface ConnectionWatch {
  /** Whether Node's primary hands it connections to this listening socket. */
  readonly listensOn: (key: string) => boolean;
  /** Its event loop has turned, as something beside the channel tells. */
  readonly noteTurn: () => void;
}

const INTERNAL = "NODE_CLUSTER";
/** A loop that has turned so long after a hand-over has read it. Sooner, what tells may be older. */
const READ_BY_MS = 100;

/**
 * Under round-robin Node hands a connection to a worker and closes its own copy when the worker
 * acknowledges. A worker that dies in between leaves the client hanging: nobody answers, nobody
 * closes. Workers acknowledge before they touch a connection. So one whose copy is still open when
 * the process has ended and its channel has been read to the end was not touched, and it is safe to
 * give it to another one; unless the acknowledgement may have waited in the worker, behind messages
 * that the app has sent. So where the app has sent any since, or the loop has turned for long, the
 * request may have been read: then it is closed, so that the client knows, and so it is where no
 * other worker listens. What a worker says to Node's primary while it begins and ends to listen is no
 * sign of that.
 *
 * Either is done by answering in the worker's name, since Node's primary otherwise keeps what it was
 * to do on the answer for ever, and with it the dead worker (`callbacks` in
 * lib/internal/cluster/utils).
 *
 * A connection that a worker refuses, because it has just closed its server, is kept by Node in a
 * list that nobody reads when that was the last one: it is closed as well.
 *
 * Done by remembering the last connection sent for each listening socket, and no more: every
 * connection of the app passes here. Where Node's internals are others, nothing matches and all is
 * as in plain Node.
 *
 * @param hasOther whether another worker listens on this socket
 */
export function rescueStuckConnections(
  worker: Worker,
  hasOther: (key: string) => boolean,
): ConnectionWatch {
  const child = worker.process;
  /** By the key of the listening socket: one connection of each is on its way at a time. */
  const lastSent = new Map<string, Sent>();
  const keys = new Set<string>();
  let appMessages = 0;
  let turnedMs = Number.NEGATIVE_INFINITY;

  const send = child.send.bind(child) as Send;
  const watched: Send = (message, handle, options, callback) => {
    if (message.cmd === INTERNAL && message.key !== undefined) {
      const { act, key, seq, ack, errno } = message;
      if (act === "newconn" && seq !== undefined && handle) {
        lastSent.set(key, { seq, handle, sentMs: performance.now(), appMessages });
      }
      // The answer to its wish to listen.
      if (act === undefined && ack !== undefined && !errno) keys.add(key);
    }
    return send(message, handle, options, callback);
  };
  child.send = watched as typeof child.send;

  child.on("message", () => {
    appMessages += 1;
  });
  child.on("internalMessage", ({ cmd, act, key, ack, accepted }: ClusterMessage) => {
    if (cmd !== INTERNAL) return;
    if (act === "close" && key !== undefined) keys.delete(key);
    if (accepted === false && ack !== undefined) closeUnlessWanted(ack);
  });
  /** After Node's own listener: whoever listens has it by now, or has it waiting. */
  const closeUnlessWanted = (refused: number) => {
    for (const [key, { seq, handle }] of lastSent) {
      if (seq === refused && !keys.has(key) && !hasOther(key)) handle.close();
    }
  };

  child.once("disconnect", () => keys.clear());
  afterChannelEnd(worker, () => {
    for (const [key, sent] of lastSent) {
      const { seq, handle } = sent;
      const isAcknowledged = handle.fd === undefined || handle.fd < 0;
      if (isAcknowledged) continue;
      const isUntouched = sent.appMessages === appMessages && turnedMs - sent.sentMs < READ_BY_MS;
      // A connection that a worker refuses is given to the next one; one it accepts is closed here.
      const accepted = !isUntouched || !hasOther(key);
      child.emit("internalMessage", { cmd: INTERNAL, ack: seq, accepted });
      // Where Node did not take the answer: the client must not hang.
      if (accepted) handle.close();
    }
    lastSent.clear();
  });

  return {
    listensOn: (key) => keys.has(key),
    noteTurn: () => {
      turnedMs = performance.now();
    },
  };
}

/** So long the end of the channel is looked for in each turn of the loop, then now and then. */
const CHANNEL_END_SOON_MS = 200;
const CHANNEL_LOOK_MS = 20;

/**
 * Calls back when a process has ended and all that it had sent has been read.
 *
 * Node emits no `disconnect` when a connection it sent was never confirmed (`target.disconnect` in
 * lib/internal/child_process waits for its queue of handles), and so keeps the dead worker in the
 * rotation. The event is made up for, since that is what takes it out.
 */
function afterChannelEnd({ process: child }: Worker, then: () => void): void {
  let isDisconnected = false;
  child.once("disconnect", () => {
    isDisconnected = true;
  });
  child.once("exit", () => {
    const endedMs = performance.now();
    const look = () => {
      if (child.connected) {
        if (performance.now() - endedMs < CHANNEL_END_SOON_MS) setImmediate(look);
        // What it has sent takes that long to read; the connection waits as long.
        else setTimeout(look, CHANNEL_LOOK_MS).unref();
        return;
      }
      // Node's own event follows a tick after the end; only then is it known to be missing.
      setImmediate(() => {
        if (!isDisconnected) child.emit("disconnect");
        then();
      });
    };
    look();
  });
}
