import type { ServerMessage } from "@clusterdeck/shared";
import { expect, test } from "vitest";
import { createDeckStore, ingest, reduceBatch } from "../../src/store/deck-store.ts";
import { change, sample, snapshot, worker } from "./fixtures.ts";

const received = (...messages: ServerMessage[]) =>
  messages.map((message) => ({ message, receivedAtMs: 5000 }));

test("all that came in since the last frame is one write", () => {
  const store = createDeckStore(0);
  let writes = 0;
  store.subscribe(() => {
    writes += 1;
  });
  ingest(store, received(snapshot(), change(11), change(12), sample()));
  expect(writes).toBe(1);
  expect(store.getState().deck?.seq).toBe(12);
});

test("a batch is acknowledged once, with the last change applied", () => {
  const store = createDeckStore(0);
  expect(ingest(store, received(snapshot(), change(11)))).toEqual({ ackSeq: 11, resync: false });
  expect(ingest(store, received(sample()))).toEqual({ ackSeq: null, resync: false });
});

test("lines of the workers' output, which it did not ask for, change nothing", () => {
  const known = reduceBatch(null, received(snapshot())).deck;
  const logs = {
    type: "logs",
    epoch: "one",
    slots: "all",
    recent: false,
    skipped: 3,
    entries: [{ id: 1, at: 0, slot: 1, pid: 2, generation: 1, stream: "stdout", text: "line" }],
  } as const;
  const { deck, isBehind } = reduceBatch(known, received({ ...logs, entries: [...logs.entries] }));
  expect(deck).toBe(known);
  expect(isBehind).toBe(false);
});

test("a missed change keeps what is known and asks for a snapshot", () => {
  const known = reduceBatch(null, received(snapshot())).deck;
  const { deck, isBehind } = reduceBatch(
    known,
    received(change(13, { workers: [worker({ generation: 9 })] })),
  );
  expect(isBehind).toBe(true);
  expect(deck).toBe(known);
});

test("a snapshot in the same batch mends the gap before it", () => {
  const known = reduceBatch(null, received(snapshot())).deck;
  const { deck, isBehind } = reduceBatch(
    known,
    received(change(13), snapshot({ seq: 20 }), change(21)),
  );
  expect(isBehind).toBe(false);
  expect(deck?.seq).toBe(21);
});

test("a snapshot of a restarted supervisor replaces all that was known", () => {
  const store = createDeckStore(0);
  ingest(store, received(snapshot()));
  const outcome = ingest(store, received(snapshot({ epoch: "two", seq: 10, workers: [] })));
  expect(outcome.ackSeq).toBe(10);
  expect(store.getState().deck?.workers).toEqual([]);
});
