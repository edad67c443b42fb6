import { pick } from "@clusterdeck/testkit";

type Random = () => number;

const TEXT = 0x1;
const BINARY = 0x2;
const CONTINUATION = 0x0;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const FINAL = 0x80;

export interface FrameOptions {
  readonly opcode: number;
  readonly isFinal?: boolean;
  /** The reserved bits, of which no extension makes use here. */
  readonly reserved?: number;
  readonly isMasked?: boolean;
  /** What the header says, whatever follows. */
  readonly claimedBytes?: bigint;
}

/** A frame of RFC 6455, 5.2, rightly made or not. */
function frame(payload: Buffer, options: FrameOptions): Buffer {
  const { opcode, isFinal = true, reserved = 0, isMasked = true } = options;
  const bytes = options.claimedBytes ?? BigInt(payload.length);
  const head = Buffer.alloc(bytes < 126n ? 2 : bytes < 65_536n ? 4 : 10);
  head[0] = (isFinal ? FINAL : 0) | (reserved << 4) | opcode;
  head[1] = (isMasked ? 0x80 : 0) | (bytes < 126n ? Number(bytes) : bytes < 65_536n ? 126 : 127);
  if (head.length === 4) head.writeUInt16BE(Number(bytes), 2);
  if (head.length === 10) head.writeBigUInt64BE(bytes, 2);
  if (!isMasked) return Buffer.concat([head, payload]);
  const key = Buffer.from([0x12, 0x34, 0x56, 0x78]);
  return Buffer.concat([head, key, payload.map((byte, at) => byte ^ (key[at % 4] ?? 0))]);
}

export const textFrame = (text: string) => frame(Buffer.from(text), { opcode: TEXT });

export interface Exchange {
  /** How it is written, so that a failure tells. */
  readonly kinds: readonly string[];
  readonly bytes: Buffer;
  /** The other end must close the connection for it. */
  readonly isViolation: boolean;
}

const message = '{"type":"ack","seq":1,"ü":"🎉"}';

/** What a stream must bear. */
const LAWFUL: Readonly<Record<string, (random: Random) => Buffer>> = {
  "a text": () => textFrame('{"type":"ack","seq":1}'),
  "no message": () => textFrame("{}"),
  "an empty text": () => textFrame(""),
  "a binary message": () => frame(Buffer.from(message), { opcode: BINARY }),
  "a ping": (random) => frame(Buffer.alloc(Math.floor(random() * 126)), { opcode: PING }),
  "a pong that nobody asked for": () => frame(Buffer.from("seq 1"), { opcode: PONG }),
  // In the middle of a character too.
  "a text in fragments, with a ping between": (random) => {
    const whole = Buffer.from(message);
    const at = Math.floor(random() * whole.length);
    return Buffer.concat([
      frame(whole.subarray(0, at), { opcode: TEXT, isFinal: false }),
      frame(Buffer.from("p"), { opcode: PING }),
      frame(Buffer.alloc(0), { opcode: CONTINUATION, isFinal: false }),
      frame(whole.subarray(at), { opcode: CONTINUATION }),
    ]);
  },
};

const code = (value: number, reason = "") => {
  const payload = Buffer.alloc(2 + reason.length);
  payload.writeUInt16BE(value);
  payload.write(reason, 2, "latin1");
  return payload;
};

const UNLAWFUL: Readonly<Record<string, (random: Random) => Buffer>> = {
  "an unmasked text": () => frame(Buffer.from(message), { opcode: TEXT, isMasked: false }),
  "reserved bits": (random) =>
    frame(Buffer.from(message), { opcode: TEXT, reserved: 1 + Math.floor(random() * 7) }),
  "an unknown opcode": (random) =>
    frame(Buffer.alloc(3), { opcode: pick(random, [3, 4, 5, 6, 7, 11, 12, 13, 14, 15]) }),
  "a continuation of nothing": () => frame(Buffer.from("x"), { opcode: CONTINUATION }),
  "a text within a text": () =>
    Buffer.concat([frame(Buffer.from("{"), { opcode: TEXT, isFinal: false }), textFrame("{}")]),
  "a ping in fragments": () => frame(Buffer.from("x"), { opcode: PING, isFinal: false }),
  "a ping of 126 bytes": () => frame(Buffer.alloc(126), { opcode: PING }),
  "a text that is no UTF-8": (random) =>
    frame(
      pick(random, [
        Buffer.from([0xc3]),
        Buffer.from([0xff, 0xfe]),
        Buffer.from([0xed, 0xa0, 0x80]),
      ]),
      {
        opcode: TEXT,
      },
    ),
  "a close with a code that may not be sent": (random) =>
    frame(code(pick(random, [0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65_535])), {
      opcode: CLOSE,
    }),
  "a close with half a code": () => frame(Buffer.from([3]), { opcode: CLOSE }),
  "a close whose reason is no UTF-8": () => frame(code(1000, "\u00ff\u00fe"), { opcode: CLOSE }),
  "a length over the limit": (random) =>
    frame(Buffer.from("x"), {
      opcode: TEXT,
      claimedBytes: pick(random, [
        65_537n,
        1n << 31n,
        1n << 53n,
        (1n << 63n) - 1n,
        (1n << 64n) - 1n,
      ]),
    }),
  "fragments over the limit": () =>
    Buffer.concat([
      frame(Buffer.alloc(60_000, "a"), { opcode: TEXT, isFinal: false }),
      frame(Buffer.alloc(60_000, "a"), { opcode: CONTINUATION }),
    ]),
  "a lawful close": (random) =>
    frame(code(pick(random, [1000, 1001, 3000, 4999])), { opcode: CLOSE }),
};

/** Some frames in a row, of which the last may be a violation. Fewer than ten of them are nonsense. */
export function exchange(random: Random): Exchange {
  const kinds: string[] = [];
  const parts: Buffer[] = [];
  const add = (from: Readonly<Record<string, (random: Random) => Buffer>>) => {
    const kind = pick(random, Object.keys(from));
    kinds.push(kind);
    const make = from[kind];
    if (make !== undefined) parts.push(make(random));
  };
  const lawful = Math.floor(random() * 9);
  for (let count = 0; count < lawful; count += 1) add(LAWFUL);
  const isViolation = random() < 0.6;
  if (isViolation) add(UNLAWFUL);
  return { kinds, bytes: Buffer.concat(parts), isViolation };
}
