import type { RecordingReading } from "./read-recording.ts";

/** @throws when the code that reads it cannot be had, and when `signal` says that it is not wanted any more */
export async function readFile(file: File, signal: AbortSignal): Promise<RecordingReading> {
  const worker = new Worker(new URL("./read-worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<RecordingReading>) =>
        resolve(data),
      );
      worker.addEventListener("messageerror", () =>
        resolve({ ok: false, problem: "what is in it is too much for this browser." }),
      );
      worker.addEventListener("error", reject);
      signal.addEventListener("abort", reject);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is no window
      worker.postMessage(file);
    });
  } finally {
    worker.terminate();
  }
}
