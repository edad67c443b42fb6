import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import {
  ANSWERED,
  HUNG_AFTER_MS,
  lost,
  type LoadClient,
  type Outcome,
  type Question,
} from "./client.ts";

export interface Http1Options extends Question {
  /** Requests at any one time. */
  readonly lanes: number;
  /** False: a new connection for each request. */
  readonly keepAlive: boolean;
  /** Called with each answer that came in full. */
  readonly onBody?: (body: string) => void;
}

/** HTTP/1.1 with one request at a time on a connection, over TLS when there is a certificate. */
export function createHttp1Client(options: Http1Options): LoadClient {
  const { Agent } = options.certificate === undefined ? http : https;
  const makeAgent = () => new Agent({ keepAlive: options.keepAlive, maxSockets: options.lanes });
  let agent = makeAgent();
  const kept = new WeakSet<Socket>();
  return {
    send: async () => [await attempt(agent, kept, options)],
    renew: () => {
      // Connections that become free from now on are closed, by the client and without a request.
      agent.maxFreeSockets = 0;
      for (const sockets of Object.values(agent.freeSockets)) {
        for (const socket of sockets ?? []) socket.destroy();
      }
      agent = makeAgent();
    },
    close: () => agent.destroy(),
  };
}

/** @param kept connections that have brought an answer; `reusedSocket` does not tell all of them */
function attempt(
  agent: http.Agent,
  kept: WeakSet<Socket>,
  options: Http1Options,
): Promise<Outcome> {
  const { port, bodyOf, onBody, certificate, hungAfterMs = HUNG_AFTER_MS } = options;
  const path = options.nextPath();
  const target = { agent, host: "127.0.0.1", port, path };
  return new Promise((resolve) => {
    const sent =
      certificate === undefined
        ? http.request(target)
        : https.request({ ...target, ca: certificate, servername: "localhost" });
    let connection: Socket | undefined;
    sent.once("socket", (socket) => (connection = socket));
    const phase = () =>
      connection !== undefined && kept.has(connection)
        ? "on a kept connection"
        : "on a new connection";
    const settle = (outcome: Outcome) => {
      clearTimeout(hung);
      resolve(outcome);
    };
    const hung = setTimeout(() => {
      settle(lost("HUNG", phase()));
      sent.destroy();
    }, hungAfterMs);
    sent.once("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.once("close", () => {
        const status = response.statusCode ?? 0;
        if (!response.complete) settle(lost("CUT", phase()));
        else if (status >= 500) settle(lost(`STATUS ${status}`, phase()));
        else if (bodyOf !== undefined && body !== bodyOf(path)) settle(lost("WRONG", phase()));
        else {
          if (connection !== undefined) kept.add(connection);
          onBody?.(body);
          settle(ANSWERED);
        }
      });
    });
    sent.once("error", (error: NodeJS.ErrnoException) => {
      settle(lost(error.code ?? error.message, phase()));
    });
    sent.end();
  });
}
