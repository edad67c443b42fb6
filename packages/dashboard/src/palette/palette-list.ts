/** What the palette lists for what is typed. Pure. */
import { MOST_RECENT_COMMANDS } from "../preferences/preferences.ts";
import { fuzzyMatch } from "./fuzzy.ts";
import type { PaletteCommand } from "./palette-commands.ts";

export interface PaletteItem {
  readonly command: PaletteCommand;
  /** Which letters of the title matched. */
  readonly at: readonly number[];
}

export interface PaletteGroup {
  /** Null: the best matches, whatever they are about. */
  readonly title: string | null;
  readonly items: readonly PaletteItem[];
}

const MOST_SHOWN = 40;
/** One that was used lately wins among equals, and over a little better ones. */
const RECENT_BONUS = 15;

/**
 * @param recent ids, newest first
 * @param focusedSlot whose tile had the focus: its commands come before those of the rest
 */
export function paletteGroups(
  commands: readonly PaletteCommand[],
  query: string,
  recent: readonly string[],
  focusedSlot: number | null,
): PaletteGroup[] {
  const groups =
    query.trim() === ""
      ? browsed(commands, recent, focusedSlot)
      : [{ title: null, items: matching(commands, query, recent, focusedSlot) }];
  return groups.filter(({ items }) => items.length > 0);
}

/** Numbers in what is typed: "scale 6" means six workers. */
export function numbersIn(query: string): number[] {
  return (query.match(/\d{1,4}/g) ?? []).map(Number);
}

/** The numbers of workers that were asked for lately, so that those commands are offered again. */
export function recentTargets(recent: readonly string[]): number[] {
  return recent.flatMap((id) => {
    const digits = /^scale:(\d{1,4})$/.exec(id)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
}

export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, MOST_RECENT_COMMANDS);
}

function browsed(
  commands: readonly PaletteCommand[],
  recent: readonly string[],
  focusedSlot: number | null,
): PaletteGroup[] {
  const byId = new Map(commands.map((command) => [command.id, command]));
  const used = recent.flatMap((id) => byId.get(id) ?? []);
  const rest = commands.filter((command) => !used.includes(command));
  const group = (title: string, own: readonly PaletteCommand[]): PaletteGroup => ({
    title,
    items: own.map((command) => ({ command, at: [] })),
  });
  return [
    group("Recent", used),
    group(
      `Worker ${focusedSlot}`,
      // Those that have keys: the signals are found by typing.
      rest.filter(({ slot, key }) => slot !== null && slot === focusedSlot && key !== null),
    ),
    group(
      "The app and this page",
      rest.filter(({ slot }) => slot === null),
    ),
  ];
}

function matching(
  commands: readonly PaletteCommand[],
  query: string,
  recent: readonly string[],
  focusedSlot: number | null,
): PaletteItem[] {
  const found: { item: PaletteItem; score: number }[] = [];
  for (const command of commands) {
    const match = fuzzyMatch(query, command.title);
    if (match === null) continue;
    const bonus =
      (recent.includes(command.id) ? RECENT_BONUS : 0) +
      (command.slot !== null && command.slot === focusedSlot ? RECENT_BONUS : 0);
    found.push({ item: { command, at: match.at }, score: match.score + bonus });
  }
  // Equal ones stay in the order of the list, since sorting is stable.
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SHOWN)
    .map(({ item }) => item);
}
