import { describe, expect, test } from "vitest";
import type { Connection } from "../../src/socket/connection.ts";
import { applySnapshot } from "../../src/store/deck.ts";
import { tabIconAddress } from "../../src/tab/tab-icon.ts";
import { tabSign, tabTitle } from "../../src/tab/trouble.ts";
import { snapshot, worker } from "./fixtures.ts";

const live = { phase: "live", roundTripMs: 1 } as Connection;
const lost = { phase: "offline", sinceMs: 0 } as Connection;
const deckOf = (...states: Parameters<typeof worker>[0][]) =>
  applySnapshot(
    snapshot({ workers: states.map((state, index) => worker({ slot: index + 1, ...state })) }),
    0,
  );

describe("the tab", () => {
  test("has nothing to say while all workers serve, start or drain", () => {
    const deck = deckOf({ state: "serving" }, { state: "starting" }, { state: "draining" });
    expect(tabSign({ connection: live, deck })).toEqual({ icon: "well", words: "" });
  });

  test("counts who needs someone, the worst first", () => {
    const deck = deckOf(
      { state: "backoff" },
      { state: "failed" },
      { state: "unresponsive" },
      { state: "failed" },
    );
    expect(tabSign({ connection: live, deck })).toEqual({
      icon: "trouble",
      words: "▲ 2 failed, 1 unresponsive, 1 in backoff",
    });
  });

  test("says that the connection is lost, and nothing that is old by then", () => {
    const deck = deckOf({ state: "failed" });
    expect(tabSign({ connection: lost, deck })).toEqual({
      icon: "lost",
      words: "○ Connection lost",
    });
    expect(tabSign({ connection: lost, deck: null }).words).toBe("");
  });

  test("asks for nobody because of what a recording shows", () => {
    const deck = deckOf({ state: "failed" });
    expect(tabSign({ connection: { phase: "recording" }, deck }).icon).toBe("well");
  });

  test("has what is wrong first in its title", () => {
    expect(tabTitle("▲ 2 failed", "app")).toBe("▲ 2 failed · app");
    expect(tabTitle("", "app")).toBe("app");
  });

  test("has the page's own icon while all is well, and needs nobody for another one", () => {
    expect(tabIconAddress("well", "/favicon.svg")).toBe("/favicon.svg");
    const [trouble, away] = [tabIconAddress("trouble", ""), tabIconAddress("lost", "")];
    expect(trouble).toMatch(/^data:image\/svg\+xml,/);
    expect(away).toMatch(/^data:image\/svg\+xml,/);
    expect(trouble).not.toBe(away);
  });
});
