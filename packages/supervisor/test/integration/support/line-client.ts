import { once } from "node:events";
import { connect } from "node:net";
import type { LoadClient } from "@clusterdeck/testkit";

/** Sends each line on a connection of its own; it is answered in capitals (`answers-lines.js`). */
export function createLineClient(port: number): LoadClient {
  let count = 0;
  return {
    send: async () => {
      count += 1;
      const why = await lossOf(port, `line ${count}`);
      return [
        why === null
          ? { kind: "answered", resends: 0 }
          : { kind: "lost", why, phase: "on a new connection" },
      ];
    },
    renew: () => {},
    close: () => {},
  };
}

/** Why a line was not answered rightly; null when it was. */
async function lossOf(port: number, line: string): Promise<string | null> {
  const socket = connect(port, "127.0.0.1").setEncoding("utf8");
  try {
    socket.write(`${line}\n`);
    const [answer] = (await Promise.race([once(socket, "data"), once(socket, "end")])) as [string?];
    if (answer === undefined) return "CLOSED";
    return answer === `${line.toUpperCase()}\n` ? null : "WRONG";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  } finally {
    socket.destroy();
  }
}
