import { CLOSE, PROTOCOL_VERSION } from "@clusterdeck/shared";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Connection } from "../../src/socket/connection.ts";
import { openStreamClient, type Received } from "../../src/socket/stream-client.ts";
import { createTokenStore } from "../../src/socket/token.ts";

/** A browser's WebSocket, whose other end is the test. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readonly protocols: readonly string[];
  readyState = 0;
  sent: string[] = [];

  constructor(_url: URL, protocols: readonly string[]) {
    super();
    this.protocols = protocols;
    sockets.push(this);
  }

  send(text: string) {
    this.sent.push(text);
  }

  close() {
    this.readyState = 3;
  }

  open() {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  says(message: unknown) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }

  ends(code: number, reason = "") {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code, reason }));
  }
}

let sockets: FakeSocket[];
/** Local storage, which all tabs of one origin share. */
let stored: Map<string, string>;

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  stored = new Map([[STORAGE_KEY, "old"]]);
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("location", new URL("http://localhost:4500/"));
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("window", tab());
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const STORAGE_KEY = "clusterdeck.token";
const snapshot = { type: "snapshot", protocol: PROTOCOL_VERSION };
const result = { id: "k", type: "kill", status: "done" };

function tab(): Window {
  const localStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  };
  return Object.assign(new EventTarget(), { localStorage }) as unknown as Window;
}

/** What the page is told, in order: a phase, or the type of a message. */
function open() {
  const told: string[] = [];
  openStreamClient({
    tokens: createTokenStore(window),
    nowMs: () => Date.now(),
    resumePoint: () => null,
    onConnection: ({ phase }: Connection) => {
      if (told.at(-1) !== phase) told.push(phase);
    },
    onBatch(batch: readonly Received[]) {
      for (const { message } of batch) told.push(message.type);
      return { ackSeq: 7, resync: false };
    },
  });
  return told;
}

function socketAt(index: number): FakeSocket {
  const socket = sockets.at(index);
  if (socket === undefined) throw new Error("no stream was opened");
  return socket;
}

function live() {
  const told = open();
  const socket = socketAt(-1);
  socket.open();
  socket.says(snapshot);
  expect(told).toEqual(["connecting", "live", "snapshot"]);
  return { told, socket };
}

test("an answer that comes in the moment of the close is told before the connection is", () => {
  const { told, socket } = live();
  socket.says(result);
  socket.ends(CLOSE.goingAway, "the supervisor stops");
  expect(told.slice(3)).toEqual(["kill", "reconnecting"]);
  vi.advanceTimersByTime(100);
  expect(told.slice(3)).toEqual(["kill", "reconnecting"]);
});

test("a connection that was dropped for its silence is heard no more", () => {
  const { told, socket } = live();
  vi.advanceTimersByTime(8_000);
  expect(told).toContain("reconnecting");
  const before = [...told];
  socket.says(result);
  vi.advanceTimersByTime(20);
  expect(told).toEqual(before);
});

test("a tab that hears late that its token was changed tries the one that another tab has kept", () => {
  const { told, socket } = live();
  stored.set(STORAGE_KEY, "new");
  socket.ends(CLOSE.unauthorized, "the token has been changed");
  expect(stored.get(STORAGE_KEY)).toBe("new");
  expect(socketAt(-1)).not.toBe(socket);
  expect(socketAt(-1).protocols).toContain("clusterdeck.token.new");
  socketAt(-1).open();
  socketAt(-1).says(snapshot);
  expect(told.slice(3)).toEqual(["connecting", "live", "snapshot"]);
});

test("a tab whose kept token was changed forgets it, and asks for another", () => {
  const { told, socket } = live();
  socket.ends(CLOSE.unauthorized, "the token has been changed");
  expect(told.at(-1)).toBe("unauthorized");
  expect(stored.has(STORAGE_KEY)).toBe(false);
  expect(sockets).toHaveLength(1);
});
