import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** Never watched, whatever git says of them. */
const NEVER = /(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/;
/** What editors write beside a file while they save it: vim, emacs, JetBrains. */
const TEMPORARY =
  /(?:^|[\\/])(?:4913|\.#[^\\/]*|#[^\\/]*#|[^\\/]*(?:~|\.sw[a-z]|___jb_(?:tmp|old)___))$/;

/** Installed packages, git's own files, and what an editor writes while it saves. */
export function isNoSource(path: string): boolean {
  return NEVER.test(path) || TEMPORARY.test(path);
}

/** What git ignores: by the .gitignore of each folder from the repository's down, and by its own list. */
export interface GitIgnored {
  /** Whether git ignores it, or a folder that it is in. */
  readonly has: (path: string, isFolder: boolean) => boolean;
  /** The uppermost folder above a path that git ignores, else the path itself if it does; or null. */
  readonly topOf: (path: string) => string | null;
}

/** Each list is read once: what is added to one later counts after a restart. */
export function createGitIgnored(): GitIgnored {
  const lists = new Map<string, Ignore | null>();
  const listOf = (folder: string) => {
    const known = lists.get(folder);
    if (known !== undefined) return known;
    const files = [join(folder, ".git", "info", "exclude"), join(folder, ".gitignore")];
    const text = files.map(textOf).join("\n").trim();
    const list = text === "" ? null : ignore().add(text);
    lists.set(folder, list);
    return list;
  };
  const above = new Map<string, readonly string[]>();
  const foldersAbove = (path: string) => {
    const folder = dirname(path);
    const known = above.get(folder) ?? foldersTo(folder);
    above.set(folder, known);
    return known;
  };
  const has: GitIgnored["has"] = (path, isFolder) => {
    let isIgnored = false;
    // The farthest first: a nearer list has the last word.
    for (const folder of foldersAbove(path)) {
      const name = relative(folder, path).split(sep).join("/");
      const verdict = listOf(folder)?.test(isFolder ? `${name}/` : name);
      if (verdict?.ignored === true) isIgnored = true;
      if (verdict?.unignored === true) isIgnored = false;
    }
    return isIgnored;
  };
  return {
    has,
    topOf: (path) =>
      // But for the repository itself: what one around it ignores is not asked of it.
      foldersAbove(path)
        .slice(1)
        .find((folder) => has(folder, true)) ?? (has(path, false) ? path : null),
  };
}

/** Down to this one from the repository's, or from the disk's where there is none. */
function foldersTo(own: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = own; ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (existsSync(join(folder, ".git")) || folder === dirname(folder)) return folders;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
