/** Reads a recording beside the page: to check 45 MB takes seconds, in which the page must not stand. */
import { readRecording, type RecordingReading } from "./read-recording.ts";

self.addEventListener("message", ({ data: file }: MessageEvent<File>) => {
  void file.text().then(
    (text) => answer(readRecording(text)),
    () => answer({ ok: false, problem: "it could not be read." }),
  );
});

function answer(reading: RecordingReading): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is no window
  self.postMessage(reading);
}
