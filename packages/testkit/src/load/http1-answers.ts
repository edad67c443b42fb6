export interface Http1Answer {
  readonly status: number;
  readonly body: string;
  /** It was announced that none follows on this connection. */
  readonly isLast: boolean;
}

const HEAD_END = "\r\n\r\n";

/**
 * Takes the answers that are there in full off the front of what a connection has received; what is
 * left is the beginning of the next. For servers that send a Content-Length.
 */
export function takeAnswers(received: Buffer): { answers: Http1Answer[]; rest: Buffer } {
  const answers: Http1Answer[] = [];
  let rest = received;
  for (;;) {
    const headEnd = rest.indexOf(HEAD_END);
    if (headEnd === -1) return { answers, rest };
    const head = rest.toString("latin1", 0, headEnd);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) throw new Error(`an answer without a Content-Length:\n${head}`);
    const from = headEnd + HEAD_END.length;
    if (rest.length < from + length) return { answers, rest };
    answers.push({
      status: Number(head.split(" ", 2)[1]),
      body: rest.toString("utf8", from, from + length),
      isLast: /\r\nconnection: *close/i.test(head),
    });
    rest = rest.subarray(from + length);
  }
}
