import { realpathSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { FSWatcher } from "chokidar";
import { covers, isWithin, packageOf, watchArea, type Area } from "./area.ts";
import { createBurst } from "./burst.ts";
import { createGitIgnored } from "./ignored.ts";
import { createKnownFiles } from "./known-files.ts";
import { isOwn, moduleGraph } from "./module-graph.ts";

export interface SourceWatch {
  /** Files that a worker has loaded, whose process was forked at that time, in ms since the epoch. */
  readonly loaded: (files: readonly string[], forkedAt: number) => void;
  readonly close: () => Promise<void>;
}

export interface SourceWatchOptions {
  readonly entry: string;
  /** Files and folders of which everything counts that git does not ignore. */
  readonly paths: readonly string[];
  /** The files are absolute. */
  readonly onChange: (files: readonly string[]) => void;
  /** What the system refuses, such as more watches than it allows. */
  readonly onError: (error: unknown) => void;
}

/**
 * Tells when what the app is made of has changed: the files that its entry leads to, those that its
 * workers say they have loaded, and what was asked for. A file that is written with the contents it
 * had is no change.
 */
export function watchSources(options: SourceWatchOptions): SourceWatch {
  const entry = realpathSync(options.entry);
  const given = options.paths.map((path) => realpathSync(path));
  const git = createGitIgnored();
  const known = createKnownFiles();
  const watchers = new Map<Area, FSWatcher>();
  let isClosed = false;

  const tell = (files: readonly string[]) => {
    if (files.length > 0 && !isClosed) options.onChange(files);
  };
  const burst = createBurst((paths) => {
    void known.changed(paths).then((changed) => {
      tell(changed);
      // What they name now may be more than before.
      if (changed.length > 0) void follow();
    });
  });
  const concerns = (path: string) => known.has(path) || given.some((one) => isWithin(path, one));
  const onEvent = (path: string) => {
    if (concerns(path)) burst.add(path);
  };
  const open = (area: Area) => {
    if (isClosed || [...watchers.keys()].some((watched) => covers(watched, area))) return;
    const onReady = () => {
      for (const path of known.paths()) if (isWithin(path, area.path)) burst.add(path);
    };
    const { onError } = options;
    watchers.set(area, watchArea(area, git, { concerns, onEvent, onReady, onError }));
  };
  /** What was built is loaded as well, and git ignores it. */
  const areaOf = (file: string): Area => {
    const top = git.topOf(file);
    if (top === null) return packageOf(file, !isWithin(file, home.path));
    return { path: top, isFiltered: false, mayGo: true, isFlat: false };
  };
  const learn = async (files: readonly string[], loadedAt: number) => {
    const own = files.filter((file) => isAbsolute(file) && isOwn(file) && !known.has(file));
    for (const file of own) open(areaOf(file));
    const late = await known.learn(own, loadedAt);
    // What did not concern the app when its folder was read is watched from now on.
    for (const [area, watcher] of watchers) {
      watcher.add(own.filter((file) => isWithin(file, area.path)));
    }
    tell(late);
  };
  const follow = async () => {
    const lookedAt = Date.now();
    await learn(await moduleGraph(entry), lookedAt);
  };

  const home = packageOf(entry, false);
  open(home);
  for (const path of given) {
    open({ path, isFiltered: git.topOf(path) === null, mayGo: true, isFlat: false });
  }
  void follow();
  return {
    loaded: (files, forkedAt) => void learn(files, forkedAt),
    close: async () => {
      isClosed = true;
      burst.close();
      await Promise.all([...watchers.values()].map((watcher) => watcher.close()));
    },
  };
}
