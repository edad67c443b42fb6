import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The worker with what it is told and what it answers, in place of a thread of its own. */
async function reader(postMessage: (answer: unknown) => void) {
  const scope = new EventTarget();
  vi.stubGlobal("self", Object.assign(scope, { postMessage }));
  await import("../../src/recording/read-worker.ts");
  return (file: { text: () => Promise<string> }) =>
    scope.dispatchEvent(new MessageEvent("message", { data: file }));
}

test.each([
  ["cannot be read", () => Promise.reject(new Error("gone")), "it could not be read."],
  ["is no recording", async () => "<html>", "it is not JSON."],
])("a file that %s is answered", async (_what, text, problem) => {
  const postMessage = vi.fn<(answer: unknown) => void>();
  const give = await reader(postMessage);
  give({ text });
  await vi.waitFor(() => expect(postMessage).toHaveBeenCalledWith({ ok: false, problem }));
});

test("where the check or the handing over throws, there is an answer all the same", async () => {
  const postMessage = vi.fn<(answer: unknown) => void>().mockImplementationOnce(() => {
    throw new DOMException("out of memory", "DataCloneError");
  });
  const give = await reader(postMessage);
  give({ text: async () => "{}" });
  await vi.waitFor(() => expect(postMessage).toHaveBeenCalledTimes(2));
  expect(postMessage).toHaveBeenLastCalledWith({
    ok: false,
    problem: expect.stringContaining("it is damaged"),
  });
});
