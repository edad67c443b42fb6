import type { Worker } from "node:cluster";

interface ConnectionHandle {
  close(): void;
}

/** What Node's primary sends with a connection, and what a worker answers (lib/internal/cluster). */
interface InternalMessage {
  readonly cmd?: unknown;
  readonly act?: unknown;
  readonly seq?: unknown;
  readonly ack?: unknown;
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
 * closes. Workers acknowledge before they touch a connection, so one that is not acknowledged when
 * the process has ended and its channel has been read to the end was not touched: it is safe to give
 * it to another worker. Where there is none, it is closed, so that the client knows.
 *
 * Done by watching the primary's own messages. Where Node's internals are others, nothing matches
 * and all is as in plain Node.
 *
 * @param hasOther whether another worker listens
 */
export function rescueStuckConnections(worker: Worker, hasOther: () => boolean): void {
  const child = worker.process;
  const untouched = new Map<number, ConnectionHandle>();
  const send = child.send.bind(child) as Send;
  // Plain parameters and no spreading: every connection of the app passes here.
  const watched: Send = (message, handle, options, callback) => {
    if (handle !== undefined && isNewConnection(message)) untouched.set(message.seq, handle);
    return send(message, handle, options, callback);
  };
  child.send = watched as typeof child.send;
  child.on("internalMessage", (message: InternalMessage) => {
    if (typeof message.ack === "number") untouched.delete(message.ack);
  });

  afterChannelEnd(worker, () => rescue());

  const rescue = () => {
    for (const [seq, handle] of untouched) {
      // A worker that refuses a connection has Node give it to the next one.
      if (hasOther()) child.emit("internalMessage", { cmd: INTERNAL, ack: seq, accepted: false });
      else handle.close();
    }
    untouched.clear();
  };
}

function isNewConnection(message: InternalMessage): message is { readonly seq: number } {
  return message.act === "newconn" && message.cmd === INTERNAL && typeof message.seq === "number";
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
