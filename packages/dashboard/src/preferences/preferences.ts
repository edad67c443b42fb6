/** What a person likes in this browser, whatever is shown. Pure. */

export const THEMES = ["dark", "light", "system"] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  readonly theme: Theme;
  /** Long lines of a log are broken, in place of running out of sight. */
  readonly logWraps: boolean;
  /** What was run from the palette last, by its id, newest first. */
  readonly recentCommands: readonly string[];
}

export const MOST_RECENT_COMMANDS = 5;

export const DEFAULT_PREFERENCES: Preferences = {
  theme: "dark",
  logWraps: true,
  recentCommands: [],
};

const VERSION = 2;

/** What is in the browser's storage, as text; null where there is nothing. */
export interface StoredPreferences {
  readonly current: string | null;
  /** Version 1 was the theme alone, as a word under a key of its own. */
  readonly version1: string | null;
}

type Entries = Readonly<Record<string, unknown>>;

/** Reads what any version has stored. What cannot be read is as by default. */
export function readPreferences({ current, version1 }: StoredPreferences): Preferences {
  const stored = migrated(current === null ? { version: 1, theme: version1 } : parsed(current));
  return {
    theme: THEMES.find((theme) => theme === stored["theme"]) ?? DEFAULT_PREFERENCES.theme,
    logWraps:
      typeof stored["logWraps"] === "boolean" ? stored["logWraps"] : DEFAULT_PREFERENCES.logWraps,
    recentCommands: strings(stored["recentCommands"]).slice(0, MOST_RECENT_COMMANDS),
  };
}

export function writePreferences(preferences: Preferences): string {
  return JSON.stringify({ version: VERSION, ...preferences });
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/**
 * Version by version up to this one. A later version's entries are taken as they are: one of the same
 * name has the same meaning there, or it would have another name.
 */
function migrated(entries: Entries): Entries {
  return entries["version"] === 1 ? migrated(fromVersion1(entries)) : entries;
}

/** Which knew of the theme alone. */
function fromVersion1({ theme }: Entries): Entries {
  return { ...DEFAULT_PREFERENCES, version: 2, theme };
}

function parsed(text: string): Entries {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
