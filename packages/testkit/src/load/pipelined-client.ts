import { connect, type Socket } from "node:net";
import {
  ANSWERED,
  HUNG_AFTER_MS,
  lost,
  type LoadClient,
  type Outcome,
  type Question,
} from "./client.ts";
import { takeAnswers, type Http1Answer } from "./http1-answers.ts";

export interface PipelinedOptions extends Omit<Question, "certificate"> {
  /** Requests that are sent at once, before any answer. */
  readonly depth: number;
}

/** HTTP/1.1 with many requests at once on a connection. What is given back is not sent again. */
export function createPipelinedClient(options: PipelinedOptions): LoadClient {
  let idle: Socket[] = [];
  const closeIdle = () => {
    for (const socket of idle) socket.destroy();
    idle = [];
  };
  return {
    send: async () => {
      const pool = idle;
      const socket = pool.pop() ?? connect(options.port, "127.0.0.1");
      const { outcomes, isReusable } = await sendBatch(socket, options);
      if (isReusable && pool === idle) pool.push(socket);
      else socket.destroy();
      return outcomes;
    },
    renew: closeIdle,
    close: closeIdle,
  };
}

interface Batch {
  readonly outcomes: readonly Outcome[];
  readonly isReusable: boolean;
}

function sendBatch(socket: Socket, options: PipelinedOptions): Promise<Batch> {
  const paths = Array.from({ length: options.depth }, options.nextPath);
  const { hungAfterMs = HUNG_AFTER_MS } = options;
  const outcomes: Outcome[] = [];
  let received: Buffer = Buffer.alloc(0);
  let isOver = false;

  return new Promise((resolve) => {
    const settle = (rest: Outcome | null) => {
      clearTimeout(hung);
      socket.removeAllListeners();
      // One that is closed while it waits for its next batch is found out by that batch.
      socket.on("error", () => {});
      if (rest !== null) while (outcomes.length < paths.length) outcomes.push(rest);
      resolve({ outcomes, isReusable: rest === null && !isOver });
    };
    const giveUp = (why: string) => {
      if (isOver) return settle({ kind: "returned" });
      const phase = `${outcomes.length} of ${paths.length} answered`;
      if (received.length === 0) return settle(lost(why, phase));
      outcomes.push(lost("CUT", phase));
      settle(lost(why, phase));
    };
    const hung = setTimeout(() => giveUp("HUNG"), hungAfterMs);
    socket.removeAllListeners();
    socket.on("data", (chunk: Buffer) => {
      const { answers, rest } = takeAnswers(Buffer.concat([received, chunk]));
      received = rest;
      for (const answer of answers) {
        outcomes.push(judge(answer, paths[outcomes.length], options));
        isOver ||= answer.isLast;
      }
      if (outcomes.length === paths.length) settle(null);
    });
    socket.once("error", (error: NodeJS.ErrnoException) => giveUp(error.code ?? error.message));
    socket.once("close", () => giveUp("CLOSED"));
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(""));
  });
}

function judge(
  answer: Http1Answer,
  path: string | undefined,
  { bodyOf }: PipelinedOptions,
): Outcome {
  if (answer.status >= 500) return lost(`STATUS ${answer.status}`, "pipelined");
  const isWrong = path === undefined || (bodyOf !== undefined && answer.body !== bodyOf(path));
  return isWrong ? lost("WRONG", "pipelined") : ANSWERED;
}
