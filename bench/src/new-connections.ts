import { connect } from "node:net";
import { percentile } from "./statistics.ts";

export interface LoadFigures {
  readonly requests: number;
  readonly elapsedSeconds: number;
  readonly p99Ms: number;
}

const REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/** A new connection for each request, so many at a time. autocannon keeps its connections. */
export async function loadWithNewConnections(
  port: number,
  lanes: number,
  seconds: number,
): Promise<LoadFigures> {
  const latenciesMs: number[] = [];
  const beganMs = performance.now();
  const endMs = beganMs + seconds * 1000;
  const lane = async () => {
    while (performance.now() < endMs) latenciesMs.push(await requestOnce(port));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const elapsedSeconds = (performance.now() - beganMs) / 1000;
  return { requests: latenciesMs.length, elapsedSeconds, p99Ms: percentile(latenciesMs, 0.99) };
}

/** In ms, from connecting to the end of the answer. */
function requestOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sinceMs = performance.now();
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(REQUEST));
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => (answer += chunk));
    socket.on("error", reject);
    socket.on("close", () => {
      if (answer.endsWith("hello")) resolve(performance.now() - sinceMs);
      else reject(new Error(`not answered in full: ${JSON.stringify(answer)}`));
    });
  });
}
