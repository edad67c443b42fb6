import { request, type IncomingHttpHeaders } from "node:http";
import type { Supervisor } from "@clusterdeck/testkit";

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface RawRequest {
  path: string;
  method?: string;
  /** Names and values in turn, where a name stands twice. */
  headers?: Record<string, string> | readonly string[];
  body?: string;
}

/** A request whose Host, Origin and target are just what the test says, which `fetch` forbids. */
export function rawRequest(
  { dashboardPort }: Pick<Supervisor, "dashboardPort">,
  given: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port: dashboardPort,
        path: given.path,
        method: given.method ?? "GET",
        headers: given.headers ?? {},
        agent: false,
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (body += chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    sent.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: "" });
    });
    sent.on("error", reject);
    sent.end(given.body);
  });
}

/** The headers of a WebSocket upgrade, as a browser sends them. */
export const UPGRADE = {
  connection: "Upgrade",
  upgrade: "websocket",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};
