import { Server } from "node:net";

export interface ListenHold {
  /** Listens at last, in the order in which it was asked for. Later calls pass at once. */
  readonly release: () => void;
  /** Nothing that was held will listen any more. */
  readonly drop: () => void;
}

type Listen = Server["listen"];

/** The longest that a timer can be set for: it is there to keep the process alive. */
const FOR_EVER_MS = 2 ** 31 - 1;

/**
 * Holds back every `listen` of this process. All of Node's servers (net, TLS, HTTP, HTTPS, HTTP/2)
 * inherit it from `net.Server`, so the framework does not matter. A server that is closed meanwhile
 * will not listen.
 *
 * @param onHeld called with the first that is held back
 */
export function holdListening(onHeld: () => void): ListenHold {
  const { listen, close } = Server.prototype;
  const held = new Map<Server, unknown[]>();
  let hasHeld = false;
  // A server that listens would keep the process alive.
  const life = setInterval(() => {}, FOR_EVER_MS);

  Server.prototype.listen = function holds(this: Server, ...args: unknown[]) {
    held.set(this, args);
    if (!hasHeld) onHeld();
    hasHeld = true;
    return this;
  } as Listen;
  Server.prototype.close = function forgets(this: Server, callback) {
    held.delete(this);
    return close.call(this, callback);
  };

  const restore = () => {
    Server.prototype.listen = listen;
    Server.prototype.close = close;
    clearInterval(life);
  };
  return {
    release: () => {
      restore();
      for (const [server, args] of held) Reflect.apply(listen, server, args);
      held.clear();
    },
    drop: () => {
      restore();
      held.clear();
    },
  };
}
