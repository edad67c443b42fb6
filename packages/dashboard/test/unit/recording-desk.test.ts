import { afterEach, expect, test, vi } from "vitest";
import { createSourceStore } from "../../src/recording/deck-source.ts";
import { LARGEST_FILE_BYTES } from "../../src/recording/recording-file.ts";
import { createRecordingDesk } from "../../src/recording/recording-desk.ts";
import { createDeckStore } from "../../src/store/deck-store.ts";
import type { ToastDraft } from "../../src/toasts/toast-queue.ts";
import { AT } from "./fixtures.ts";

afterEach(() => vi.unstubAllGlobals());

function desk() {
  const told: Pick<ToastDraft, "tone" | "text" | "detail">[] = [];
  const source = createSourceStore();
  const recordings = createRecordingDesk({
    source,
    store: createDeckStore(0),
    tokens: { read: () => "secret" },
    toasts: { tell: ({ tone, text, detail }) => told.push({ tone, text, detail }) },
    epochMs: () => AT,
  });
  return { recordings, source, told };
}

test("a file that is too large is told, and leaves what is shown alone", async () => {
  const { recordings, source, told } = desk();
  const file = { name: "huge.json", size: LARGEST_FILE_BYTES + 1 } as File;
  await recordings.open(file);
  expect(told).toEqual([
    {
      tone: "bad",
      text: "Not opened",
      detail: "huge.json: it has 65 MB, and a recording has 64 MB at most.",
    },
  ]);
  expect(source.getState().kind).toBe("live");
});

test("where a file's reader cannot be loaded, that is told, and nothing else happens", async () => {
  vi.stubGlobal("Worker", function refused() {
    throw new Error("blocked");
  });
  const { recordings, source, told } = desk();
  await recordings.open(new File(["{}"], "kept.json"));
  expect(told[0]?.detail).toContain("kept.json: the part of the page that reads it");
  expect(source.getState().kind).toBe("live");
});

/** What reads files beside the page, each answering when the test has it answer. */
function stubReaders() {
  const readers: { answer: (data: unknown, type?: string) => void; terminate: () => void }[] = [];
  vi.stubGlobal(
    "Worker",
    class extends EventTarget {
      postMessage = () => {};
      terminate = vi.fn<() => void>();
      answer = (data: unknown, type = "message") =>
        this.dispatchEvent(new MessageEvent(type, { data }));
      constructor() {
        super();
        readers.push(this);
      }
    },
  );
  return readers;
}

const found = (name: string) => ({ ok: true, recording: { name } });

test("of two files in quick succession the later one is shown, and the reading of the first is stopped", async () => {
  const readers = stubReaders();
  const { recordings, source, told } = desk();
  const slower = recordings.open(new File(["{}"], "first.json"));
  const faster = recordings.open(new File(["{}"], "second.json"));
  await slower;
  expect(readers[0]?.terminate).toHaveBeenCalled();
  readers[1]?.answer(found("second"));
  readers[0]?.answer(found("first"));
  await faster;
  expect(source.getState()).toMatchObject({ id: 1, recording: { name: "second" } });
  expect(told).toEqual([]);

  const another = recordings.open(new File(["{}"], "second.json"));
  readers[2]?.answer(found("second"));
  await another;
  expect(source.getState()).toMatchObject({ id: 2 });
});

test("whoever goes back to live is not taken away by a file that was still being read", async () => {
  const readers = stubReaders();
  const { recordings, source } = desk();
  const opening = recordings.open(new File(["{}"], "slow.json"));
  recordings.backToLive();
  readers[0]?.answer(found("slow"));
  await opening;
  expect(source.getState().kind).toBe("live");
});

test("a file whose contents do not come over whole is told", async () => {
  const readers = stubReaders();
  const { recordings, told } = desk();
  const opening = recordings.open(new File(["{}"], "odd.json"));
  readers[0]?.answer(null, "messageerror");
  await opening;
  expect(told[0]?.detail).toContain("odd.json: what is in it is too much");
});

test.each([
  ["away", () => Promise.reject(new TypeError("fetch failed")), "cannot be reached"],
  ["of before", async () => new Response("", { status: 404 }), "the server answered 404"],
])("a supervisor that is %s gives no recording, and that is told", async (_who, fetched, words) => {
  vi.stubGlobal("fetch", fetched);
  const { recordings, told } = desk();
  await recordings.save();
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ tone: "bad", text: "Not saved" });
  expect(told[0]?.detail).toContain(words);
});
