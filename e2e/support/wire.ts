import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What lies between a page and its supervisor, to be cut. */
export interface Wire {
  /** Where the page finds the supervisor. */
  readonly origin: string;
  /** Resets every connection, and each new one, until it is mended. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Listens on a port of its own, and passes on what comes to the other. */
export async function openWire(port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const hold = (socket: Socket) => {
    sockets.add(socket);
    // The other end of the wire hears of it by the close.
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    hold(near);
    if (isCut) return void near.resetAndDestroy();
    const far = connect(port, "127.0.0.1");
    hold(far);
    near.pipe(far).pipe(near);
    near.once("close", () => far.destroy());
    far.once("close", () => near.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const resetAll = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      resetAll();
    },
    mend() {
      isCut = false;
    },
    async close() {
      server.close();
      resetAll();
      await once(server, "close");
    },
  };
}
