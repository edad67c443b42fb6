import type { Worker } from "node:cluster";

interface ConnectionHandle {
  close(): void;
  /** Negative once it is closed. */
  readonly fd?: number;
}

/** What Node's primary sends with a connection (lib/internal/cluster/round_robin_handle). */
interface NewConnection {
  readonly cmd: unknown;
  readonly act: unknown;
  readonly seq: number;
  /** Of the listening socket: one connection of each is on its way to a worker at a time. */
  readonly key: string;
}

type Send = (
  message: object,
  handle?: ConnectionHandle,
  options?: object,
  callback?: (error: Error | null) => void,
) => boolean;

const INTERNAL = "NODE_CLUSTER";

/**
 * Under round-robin Node hands a connection to a worker and closes its own copy when the worker
 * acknowledges. A worker that dies in between leaves the client hanging: nobody answers, nobody
 * closes. Workers acknowledge before they touch a connection, so one whose copy is still open when
 * the process has ended and its channel has been read to the end was not touched: it is safe to give
 * it to another worker. Where there is none, it is closed, so that the client knows.
 *
 * Either is done by answering in the worker's name, since Node's primary otherwise keeps what it was
 * to do on the answer for ever, and with it the dead worker (`callbacks` in
 * lib/internal/cluster/utils).
 *
 * Done by remembering the last connection sent for each listening socket, and no more: every
 * connection of the app passes here. Where Node's internals are others, nothing matches and all is
 * as in plain Node.
 *
 * @param hasOther whether another worker listens
 */
export function rescueStuckConnections(worker: Worker, hasOther: () => boolean): void {
  const child = worker.process;
  const lastSent = new Map<string, { readonly seq: number; readonly handle: ConnectionHandle }>();
  const send = child.send.bind(child) as Send;
  const watched: Send = (message, handle, options, callback) => {
    if (handle !== undefined && isNewConnection(message)) {
      lastSent.set(message.key, { seq: message.seq, handle });
    }
    return send(message, handle, options, callback);
  };
  child.send = watched as typeof child.send;

  afterChannelEnd(worker, () => {
    for (const { seq, handle } of lastSent.values()) {
      const isUntouched = handle.fd !== undefined && handle.fd >= 0;
      if (!isUntouched) continue;
      // A connection that a worker refuses is given to the next one; one it accepts is closed here.
      const accepted = !hasOther();
      child.emit("internalMessage", { cmd: INTERNAL, ack: seq, accepted });
      // Where Node did not take the answer: the client must not hang.
      if (accepted) handle.close();
    }
    lastSent.clear();
  });
}

function isNewConnection(message: Partial<NewConnection>): message is NewConnection {
  return message.act === "newconn" && message.cmd === INTERNAL;
}
const CHANNEL_END_TIMEOUT_MS = 200;

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
        if (performance.now() - endedMs < CHANNEL_END_TIMEOUT_MS) setImmediate(look);
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
