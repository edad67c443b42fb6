import { request } from "node:http";
import { text } from "node:stream/consumers";
import type { Supervisor } from "@clusterdeck/testkit";

/** Of the loopback network, which is 127.0.0.0/8: as many clients as one likes, on one machine. */
export const clientAddress = (client: number) =>
  `127.1.${Math.floor(client / 200)}.${1 + (client % 200)}`;

/** Asks the app on a connection of its own, as the client with that address. */
export function askFrom(supervisor: Supervisor, localAddress: string, path = "/"): Promise<string> {
  return new Promise((resolve, reject) => {
    const { appPort: port } = supervisor;
    const asked = request({ host: "127.0.0.1", port, path, localAddress, agent: false });
    asked.on("response", (response) => resolve(text(response)));
    asked.on("error", reject);
    asked.end();
  });
}
