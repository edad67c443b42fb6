/** A save is seldom one write: editors write aside and rename, tools write many files. */
const QUIET_MS = 50;
/** One that goes on and on, such as a build, is not waited out. */
const LONGEST_MS = 500;

/** Gathers the paths of one burst of changes. */
export interface Burst {
  readonly add: (path: string) => void;
  readonly close: () => void;
}

/** @param onEnd called with what changed, in the order in which it first did */
export function createBurst(onEnd: (paths: string[]) => void): Burst {
  const paths = new Set<string>();
  let quiet: NodeJS.Timeout | null = null;
  let longest: NodeJS.Timeout | null = null;
  const stop = () => {
    if (quiet !== null) clearTimeout(quiet);
    if (longest !== null) clearTimeout(longest);
    quiet = null;
    longest = null;
  };
  const end = () => {
    stop();
    const changed = [...paths];
    paths.clear();
    onEnd(changed);
  };
  return {
    add: (path) => {
      paths.add(path);
      if (quiet !== null) clearTimeout(quiet);
      quiet = setTimeout(end, QUIET_MS);
      longest ??= setTimeout(end, LONGEST_MS);
    },
    close: stop,
  };
}
