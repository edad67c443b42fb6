import { expect, test } from "vitest";
import { MOST_RECENT_COMMANDS } from "../../src/preferences/preferences.ts";
import { applySnapshot } from "../../src/store/deck.ts";
import {
  paletteCommands,
  type PaletteCommand,
  type PaletteState,
} from "../../src/palette/palette-commands.ts";
import {
  numbersIn,
  paletteGroups,
  recentTargets,
  withRecent,
} from "../../src/palette/palette-list.ts";
import { snapshot, worker } from "./fixtures.ts";

function state(changes: Partial<PaletteState> = {}): PaletteState {
  const workers = [worker(), worker({ slot: 2, generation: 4, commands: ["retry"], pid: null })];
  const deck = applySnapshot(snapshot({ workers }), 0);
  return {
    lock: null,
    fleet: deck.fleet,
    cores: 4,
    workers: deck.workers,
    isZoomed: false,
    theme: "dark",
    source: "live",
    ...changes,
  };
}

const commands = (changes: Partial<PaletteState> = {}, targets: readonly number[] = []) =>
  paletteCommands(state(changes), targets);
const byId = (all: readonly PaletteCommand[], id: string) => all.find((each) => each.id === id);
const titles = (query: string, recent: readonly string[] = [], slot: number | null = null) =>
  paletteGroups(commands({}, numbersIn(query)), query, recent, slot).flatMap(({ items }) =>
    items.map(({ command }) => command.title),
  );

test("each command has an id of its own, which does not change with the workers' state", () => {
  const ids = commands({}, [3, 3, 0]).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("a worker's commands carry the generation that is shown, and say why one cannot be done", () => {
  const all = commands();
  expect(byId(all, "kill:1")).toMatchObject({
    blocked: null,
    key: "kill",
    action: { intent: { type: "kill", slot: 1, generation: 1, signal: "SIGKILL" } },
  });
  expect(byId(all, "retry:2")).toMatchObject({
    blocked: null,
    action: { intent: { type: "retry", slot: 2, generation: 4 } },
  });
  expect(byId(all, "restart:2")).toBeUndefined();
  expect(byId(all, "kill:2")?.blocked).toBe("Not possible in this state.");
  expect(byId(all, "open:2")?.blocked).toBeNull();
});

test("what keeps the fleet from taking commands keeps all of them, and nothing else", () => {
  const lock = "The supervisor was started with --read-only.";
  const all = commands({ lock });
  for (const { id, action, blocked } of all) {
    const isCommand = action.type === "command" || action.type === "ask-zero";
    expect(blocked === lock, id).toBe(isCommand);
  }
});

test("scaling to none is asked about first, whatever it is reached by", () => {
  expect(byId(commands(), "scale:0")?.action).toEqual({ type: "ask-zero" });
  const { fleet } = state();
  const last = commands({ fleet: { ...fleet, target: 1 } });
  expect(byId(last, "fewer")?.action).toEqual({ type: "ask-zero" });
});

test("what is so already cannot be asked for", () => {
  const { fleet } = state();
  const all = commands({ fleet: { ...fleet, target: 4 } });
  expect(byId(all, "scale:4")?.blocked).toBe("So many are wanted already.");
  expect(byId(all, "theme:dark")?.blocked).not.toBeNull();
  expect(byId(all, "theme:light")?.blocked).toBeNull();
  expect(byId(all, "zoom-out")?.blocked).not.toBeNull();
  expect(byId(commands({ isZoomed: true }), "zoom-out")?.blocked).toBeNull();
  const reload = { id: 1, phase: "starting" as const, files: [], done: 2, total: 4 };
  expect(byId(commands({ fleet: { ...fleet, reload } }), "reload")?.blocked).toBe(
    "A reload goes on: 2 of 4.",
  );
});

test("a recording leads back to live, and is not saved again", () => {
  const all = commands({ source: "recording" });
  expect(byId(all, "back-to-live")?.blocked).toBeNull();
  expect(byId(all, "save-recording")?.blocked).not.toBeNull();
  expect(byId(commands(), "back-to-live")).toBeUndefined();
});

test("typing a number of workers offers just that, first", () => {
  expect(titles("scale 6")[0]).toBe("Scale to 6 workers");
  expect(titles("6")[0]).toBe("Scale to 6 workers");
  expect(numbersIn("scale 6 or 12")).toEqual([6, 12]);
  expect(titles("scale 5000").filter((title) => title.includes("5000"))).toEqual([]);
});

test("typing a worker's number finds what can be done to it", () => {
  expect(titles("kill 2")[0]).toBe("Kill worker 2");
  expect(titles("w 1")).toContain("Restart worker 1");
  expect(titles("no such thing")).toEqual([]);
});

test("before anything is typed the recent ones come first, then the worker whose tile had the focus", () => {
  const groups = paletteGroups(commands(), "", ["help", "gone:9", "kill:1"], 1);
  expect(groups.map(({ title }) => title)).toEqual(["Recent", "Worker 1", "The app and this page"]);
  expect(groups[0]?.items.map(({ command }) => command.id)).toEqual(["help", "kill:1"]);
  const all = groups.flatMap(({ items }) => items.map(({ command }) => command.id));
  expect(new Set(all).size).toBe(all.length);
  expect(paletteGroups(commands(), "", [], null).map(({ title }) => title)).toEqual([
    "The app and this page",
  ]);
});

test("among equal matches the recent one wins, then the focused worker's", () => {
  expect(titles("kill")[0]).toBe("Kill worker 1");
  expect(titles("kill", ["kill:2"])[0]).toBe("Kill worker 2");
  expect(titles("kill", [], 2)[0]).toBe("Kill worker 2");
});

test("the recent ones are few, each once, newest first", () => {
  const all = ["a", "b", "c", "a", "d", "e", "f"].reduce<readonly string[]>(withRecent, []);
  expect(all).toEqual(["f", "e", "d", "a", "c"]);
  expect(all).toHaveLength(MOST_RECENT_COMMANDS);
  expect(recentTargets(["scale:12", "kill:3", "scale:x"])).toEqual([12]);
});
