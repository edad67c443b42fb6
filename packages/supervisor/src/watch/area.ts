import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, parse, sep } from "node:path";
import { watch as openWatcher, type FSWatcher } from "chokidar";
import { isNoSource, type GitIgnored } from "./ignored.ts";

/** A file, or a folder with all below, that is watched. */
export interface Area {
  readonly path: string;
  /** Without what git ignores in it. */
  readonly isFiltered: boolean;
  /** Watched from the folder above: it may be removed and made anew, as a build does. */
  readonly mayGo: boolean;
  /** Its files, and none of the folders in it. */
  readonly isFlat: boolean;
}

/**
 * The area whose changes can concern a file: its package; but where that would be a whole home or
 * disk, the file's own folder alone.
 */
export function packageOf(file: string, mayGo: boolean): Area {
  const own = dirname(file);
  for (let folder = own; !isTooWide(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) {
      return { path: folder, isFiltered: true, mayGo, isFlat: false };
    }
  }
  return { path: own, isFiltered: true, mayGo: false, isFlat: isTooWide(own) };
}

function isTooWide(folder: string): boolean {
  return folder === parse(folder).root || folder === homedir();
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether all that is told of the other area is told of this one. */
export function covers(area: Area, other: Area): boolean {
  if (area.path === other.path) return area.isFiltered <= other.isFiltered;
  return !area.isFlat && area.isFiltered === other.isFiltered && isWithin(other.path, area.path);
}

export interface AreaListener {
  /** Whether a file concerns the app; asked again when the folder that it is in changes. */
  readonly concerns: (file: string) => boolean;
  readonly onEvent: (path: string) => void;
  /** What changed before was not told. */
  readonly onReady: () => void;
  readonly onError: (error: unknown) => void;
}

export function watchArea(
  { path: top, isFiltered, mayGo, isFlat }: Area,
  git: GitIgnored,
  { concerns, onEvent, onReady, onError }: AreaListener,
): FSWatcher {
  const from = mayGo ? dirname(top) : top;
  const watcher = openWatcher(from, {
    ignoreInitial: true,
    // To join a removal and a new file is the burst's business.
    atomic: false,
    ignorePermissionErrors: true,
    ...(isFlat ? { depth: 0 } : {}),
    ignored: (path, stats) => {
      if (path === from || path === top) return false;
      if (!isWithin(path, top) || isNoSource(path.slice(top.length))) return true;
      if (!isFiltered || stats === undefined) return false;
      // A watch for each file that a package has besides would cost seconds of this process.
      if (!stats.isDirectory() && !concerns(path)) return true;
      return git.has(path, stats.isDirectory());
    },
  });
  // Of a folder that comes or goes its files are told; it is none itself.
  for (const event of ["add", "change", "unlink"] as const) watcher.on(event, onEvent);
  watcher.on("ready", onReady);
  watcher.on("error", onError);
  return watcher;
}
