import {
  createHttp1Client,
  createHttp2Client,
  createPipelinedClient,
  type LoadClient,
  type Question,
} from "@clusterdeck/testkit";

/** What the app under load speaks. */
export type Protocol = "http" | "https" | "http2";

export interface Kind {
  readonly name: string;
  readonly serves: Protocol;
  /** First part of each path, by which the app knows how long to take. */
  readonly prefix: string;
  /** Requests, or batches of them, at any one time. */
  readonly lanes: number;
  /** Of the requests asked for: fewer where each takes long. 1 when absent. */
  readonly share?: number;
  readonly connect: (question: Question, lanes: number) => LoadClient;
}

const PIPELINE_DEPTH = 8;
/** Enough that each of eight workers has some. */
const HTTP2_CONNECTIONS = 16;

const keptAlive = (question: Question, lanes: number) =>
  createHttp1Client({ ...question, lanes, keepAlive: true });
const newEach = (question: Question, lanes: number) =>
  createHttp1Client({ ...question, lanes, keepAlive: false });
const overHttp2 = (question: Question) =>
  createHttp2Client({ ...question, connections: HTTP2_CONNECTIONS });
const pipelined = (question: Question) =>
  createPipelinedClient({ ...question, depth: PIPELINE_DEPTH });

export const KINDS: readonly Kind[] = [
  { name: "keep-alive", serves: "http", prefix: "/quick/", lanes: 32, connect: keptAlive },
  { name: "new connection each", serves: "http", prefix: "/quick/", lanes: 32, connect: newEach },
  { name: "slow, 20 to 80 ms", serves: "http", prefix: "/slow/", lanes: 192, connect: keptAlive },
  { name: "HTTPS", serves: "https", prefix: "/quick/", lanes: 32, connect: keptAlive },
  { name: "HTTP/2", serves: "http2", prefix: "/quick/", lanes: 64, connect: overHttp2 },
  { name: "pipelined", serves: "http", prefix: "/quick/", lanes: 8, connect: pipelined },
  {
    name: "streamed, 200 to 600 ms",
    serves: "http",
    prefix: "/streamed/",
    lanes: 256,
    share: 0.1,
    connect: keptAlive,
  },
];

/** The body that the app answers a path with. */
export function bodyOf(path: string): string {
  return path.repeat(32);
}
