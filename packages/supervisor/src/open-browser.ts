import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: "open", win32: "explorer" };
/** Long enough for a browser that has to start first. */
const PAGE_KEPT_MS = 30_000;

/**
 * Opens an address that holds a token. Every user of the machine can read a command line, so the
 * opener is given a file that only we can read, which sends the browser on.
 */
export function openBrowser(url: string, onError: () => void): void {
  try {
    open(keepPage(url), onError);
  } catch {
    // Such as a folder for temporary files that is full: the workers run on.
    onError();
  }
}

function keepPage(url: string): string {
  const folder = mkdtempSync(join(tmpdir(), "clusterdeck-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  setTimeout(remove, PAGE_KEPT_MS).unref();
  const page = join(folder, "open.html");
  const target = url.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const html = `<!doctype html><meta http-equiv="refresh" content="0;url=${target}">`;
  writeFileSync(page, html, { mode: 0o600 });
  return page;
}

function open(page: string, onError: () => void): void {
  const opener = spawn(OPENERS[process.platform] ?? "xdg-open", [page], {
    stdio: "ignore",
    detached: true,
  });
  opener.once("error", onError);
  opener.once("exit", (code) => {
    if (code !== 0) onError();
  });
  opener.unref();
}
