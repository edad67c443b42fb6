/** What a recording's file is called, and how large it may be. Pure. */

export const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/**
 * "clusterdeck-server.js-2026-11-25-14-02-31.json": of the app and the viewer's time, with nothing in
 * it that a file system could not take.
 */
export function recordingFileName(appName: string, at: number): string {
  const date = new Date(at);
  const time = [
    date.getFullYear(),
    date.getMonth() + 1,
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
    date.getSeconds(),
  ].map((part) => String(part).padStart(2, "0"));
  const app = appName
    .replaceAll(/[^\w.-]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "")
    .slice(0, 60);
  return `${["clusterdeck", app, ...time].filter(Boolean).join("-")}.json`;
}

/** Why a file is not even looked into; null when it is. */
export function sizeProblem(sizeBytes: number): string | null {
  if (sizeBytes === 0) return "it is empty.";
  if (sizeBytes <= LARGEST_FILE_BYTES) return null;
  const [size, largest] = [sizeBytes, LARGEST_FILE_BYTES].map((bytes) =>
    Math.ceil(bytes / 1024 / 1024),
  );
  return `it has ${size} MB, and a recording has ${largest} MB at most.`;
}
