/** Reads a recording beside the page: to check 45 MB takes seconds, in which the page must not stand. */
import { readRecording, type RecordingReading } from "./read-recording.ts";

self.addEventListener("message", ({ data: file }: MessageEvent<File>) => {
  void file.text().then(
    (text) => answerOn(text),
    () => answer({ ok: false, problem: "it could not be read." }),
  );
});

/** Whatever happens there is an answer, which the page waits for: a hostile file may defeat the check. */
function answerOn(text: string): void {
  try {
    answer(readRecording(text));
  } catch {
    answer({ ok: false, problem: "it is damaged, or too much for this browser to check." });
  }
}

function answer(reading: RecordingReading): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- it is no window
  self.postMessage(reading);
}
