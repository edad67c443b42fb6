import type { Worker } from "node:cluster";

export interface ConnectionHandle {
  close(): void;
  /** Negative once it is closed. */
  readonly fd?: number;
}

/** What Node's primary and a worker say to each other (lib/internal/cluster). */
interface ClusterMessage {
  readonly cmd?: unknown;
  readonly act?: unknown;
  /** Node's own are numbers; ours must never be one of them. */
  readonly seq?: number | string;
  /** What it answers, by `seq`. */
  readonly ack?: number | string;
  /** Of a connection that was handed over. */
  readonly accepted?: boolean;
  /** Of the listening socket. */
  readonly key?: string;
  readonly errno?: number | null;
}

type Send = (
  message: ClusterMessage | null,
  handle?: ConnectionHandle | null,
  options?: object,
  callback?: (error: Error | null) => void,
) => boolean;

interface Sent {
  readonly key: string;
  readonly handle: ConnectionHandle;
  readonly sentMs: number;
  /** How many messages the app had sent by then. */
  readonly appMessages: number;
  /** Node's primary waits for its answer; else it was sent by us, and Node knows nothing of it. */
  readonly isNodes: boolean;
}

export interface ConnectionWatch {
  /** Whether Node's primary hands it connections to this listening socket. */
  readonly listensOn: (key: string) => boolean;
  /** Its event loop has turned, as something beside the channel tells. */
  readonly noteTurn: () => void;
  /** Hands it a connection that Node's primary meant for another one. */
  readonly deliver: (key: string, handle: ConnectionHandle) => void;
}

/** Which process a connection is for, whatever Node's primary has chosen; null: as it has chosen. */
export type Route = (key: string, handle: ConnectionHandle) => ConnectionWatch | null;

const INTERNAL = "NODE_CLUSTER";
/** A loop that has turned so long after a hand-over has read it. Sooner, what tells may be older. */
const READ_BY_MS = 100;
/** Connections that may wait for one worker; more than a listening socket's own queue would hold. */
const MOST_ON_THEIR_WAY = 1_024;

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
 * With a route, every connection goes where that says. Node is answered at once in the name of the
 * worker it had chosen, or that one would get nothing more while another one is busy, and the
 * connection is handed over under a number of our own.
 *
 * Done by remembering what is on its way, and no more: every connection of the app passes here.
 * Where Node's internals are others, nothing matches and all is as in plain Node.
 *
 * @param hasOther whether another worker listens on this socket
 */
export function watchConnections(
  worker: Worker,
  hasOther: (key: string) => boolean,
  route: Route | null,
): ConnectionWatch {
  const child = worker.process;
  const onTheirWay = new Map<number | string, Sent>();
  const keys = new Set<string>();
  let delivered = 0;
  let appMessages = 0;
  let turnedMs = Number.NEGATIVE_INFINITY;

  const send = child.send.bind(child) as Send;
  const remember = (seq: number | string, key: string, handle: ConnectionHandle) => {
    const isNodes = typeof seq === "number";
    onTheirWay.set(seq, { key, handle, sentMs: performance.now(), appMessages, isNodes });
  };
  const answerNode = (ack: number | string, accepted: boolean) =>
    child.emit("internalMessage", { cmd: INTERNAL, ack, accepted });

  const watched: Send = (message, handle, options, callback) => {
    // What the app is sent may be anything that JSON can hold, null too.
    if (message?.cmd === INTERNAL && message.key !== undefined) {
      const { act, key, seq, ack, errno } = message;
      if (act === "newconn" && seq !== undefined && handle) {
        const routed = route?.(key, handle) ?? null;
        if (routed !== null) {
          // Not within the call: Node would go on to the next connection in here, and so on.
          process.nextTick(() => takeFromNode(handle, () => answerNode(seq, true)));
          routed.deliver(key, handle);
          return true;
        }
        remember(seq, key, handle);
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
    if (ack === undefined || accepted === undefined) return;
    const sent = onTheirWay.get(ack);
    if (sent === undefined) return;
    onTheirWay.delete(ack);
    if (accepted) closeOurs(sent);
    else refused(sent);
  });
  /** After Node's own listener: whoever listens has it by now, or has it waiting. */
  const refused = (sent: Sent) => {
    const { key, handle, isNodes } = sent;
    if (!isNodes) redeliver(sent);
    else if (!keys.has(key) && !hasOther(key)) handle.close();
  };
  const redeliver = ({ key, handle }: Sent) => {
    const next = route?.(key, handle) ?? null;
    if (next === null) handle.close();
    else next.deliver(key, handle);
  };

  child.once("disconnect", () => keys.clear());
  afterChannelEnd(worker, () => {
    for (const [seq, sent] of onTheirWay) {
      onTheirWay.delete(seq);
      const { handle, key } = sent;
      const isUntouched = sent.appMessages === appMessages && turnedMs - sent.sentMs < READ_BY_MS;
      if (!sent.isNodes) {
        if (isUntouched) redeliver(sent);
        else handle.close();
        continue;
      }
      // A connection that a worker refuses is given to the next one; one it accepts is closed here.
      const accepted = !isUntouched || !hasOther(key);
      answerNode(seq, accepted);
      // Where Node did not take the answer: the client must not hang.
      if (accepted) handle.close();
    }
  });

  return {
    listensOn: (key) => keys.has(key),
    noteTurn: () => {
      turnedMs = performance.now();
    },
    deliver: (key, handle) => {
      if (onTheirWay.size >= MOST_ON_THEIR_WAY) return handle.close();
      delivered += 1;
      const seq = `routed-${delivered}`;
      remember(seq, key, handle);
      send({ cmd: INTERNAL, act: "newconn", key, seq }, handle);
    },
  };
}

/** Node closes its own copy itself. */
function closeOurs({ isNodes, handle }: Sent): void {
  if (!isNodes) handle.close();
}

/** Node closes what it believes to be accepted; it is still to be sent. */
function takeFromNode(handle: ConnectionHandle, answer: () => void): void {
  const own = handle as { close?: () => void };
  own.close = () => {};
  answer();
  delete own.close;
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
