import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { STREAM_PATH, STREAM_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX } from "@clusterdeck/shared";
import type { Supervisor } from "@clusterdeck/testkit";

const FILE = fileURLToPath(new URL("../../apps/stream-readers.js", import.meta.url));

/** What readers have got since it was last asked. */
export interface Received {
  readonly metrics: number;
  readonly bytes: number;
  /** Of each metrics frame: from its `at` to its arrival. */
  readonly latenessMs: readonly number[];
}

/** Dashboards in a process of their own, as far as the stream can tell. */
export interface Readers {
  readonly pid: number;
  /** Resolves once all of them are connected. */
  readonly connect: (count: number) => Promise<void>;
  readonly disconnect: () => Promise<void>;
  /** Connects one that reads nothing, to its local port. */
  readonly stall: () => Promise<number>;
  readonly take: () => Promise<Received>;
  readonly end: () => Promise<void>;
}

type Order = { ask: "connect"; count: number } | { ask: "disconnect" | "stall" | "take" };

/** @param origin where the stream is, `http://…` */
export function startReaders({ origin, token }: Pick<Supervisor, "origin" | "token">): Readers {
  const child = fork(FILE, {
    execArgv: [],
    env: {
      ...process.env,
      STREAM_URL: new URL(STREAM_PATH, origin.replace("http", "ws")).href,
      STREAM_PROTOCOLS: [STREAM_SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token].join(","),
    },
  });
  const exited = once(child, "exit");
  const ask = async (order: Order): Promise<unknown> => {
    const answered = once(child, "message");
    child.send(order);
    const failed = exited.then(([code]) => {
      throw new Error(`the readers ended with ${code}`);
    });
    const [{ answer }] = (await Promise.race([answered, failed])) as [{ answer: unknown }];
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    connect: async (count) => {
      await ask({ ask: "connect", count });
    },
    disconnect: async () => {
      await ask({ ask: "disconnect" });
    },
    stall: async () => (await ask({ ask: "stall" })) as number,
    take: async () => (await ask({ ask: "take" })) as Received,
    end: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
