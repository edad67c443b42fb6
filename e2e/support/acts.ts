import {
  recordingOf,
  refused,
  scene,
  succeeded,
  type SceneName,
  type Stage,
} from "@clusterdeck/testkit/stage";
import { expect, type Page } from "playwright/test";
import { openDeck, type Deck } from "./deck.ts";
import { moveTime } from "./stage.ts";

/** What the page shows for longer than it takes to be called offline. */
const LONG_GONE_MS = 31_000;

export interface Played {
  readonly page: Page;
  readonly deck: Deck;
  readonly stage: Stage;
}

export const WIDTHS_PX = [1440, 768, 390] as const;
export type Theme = "dark" | "light";
export type WidthPx = (typeof WIDTHS_PX)[number];

/** A state of the page that is looked at, and how it comes about. */
export interface Act {
  readonly name: string;
  readonly scene: SceneName;
  /** How wide the page is in its pictures. */
  readonly pictures: Partial<Record<Theme, readonly WidthPx[]>>;
  /** What a person or the network does there; resolves when that shows. */
  readonly happens?: (played: Played) => Promise<void>;
  /** Back to where any other scene can follow. */
  readonly ends?: (played: Played) => Promise<void>;
}

const ALL = { dark: WIDTHS_PX, light: [1440, 390] } as const;
const DARK = { dark: [1440, 390] } as const;
const DESK = { dark: [1440] } as const;
const PHONE = { dark: [390] } as const;
/** A phone in the dark theme and a desk in the light one. */
const BOTH = { dark: [390], light: [1440] } as const;

// oxfmt-ignore
export const ACTS: readonly Act[] = [
  { name: "calm", scene: "calm", pictures: DARK },
  { name: "busy", scene: "busy", pictures: ALL },
  { name: "no-workers", scene: "no-workers", pictures: DARK },
  { name: "all-failed", scene: "all-failed", pictures: BOTH },
  { name: "first-boot", scene: "first-boot", pictures: DESK },
  { name: "read-only", scene: "read-only", pictures: PHONE },
  { name: "reloading", scene: "reloading", pictures: DARK },
  { name: "reload-stopped", scene: "reload-stopped", pictures: BOTH },
  { name: "stopping", scene: "stopping", pictures: PHONE },
  { name: "many-workers", scene: "many-workers", pictures: BOTH },
  { name: "hundreds-of-workers", scene: "hundreds-of-workers", pictures: DARK },
  { name: "last-exit", scene: "busy", pictures: PHONE, happens: openLastExit, ends: openLastExit },
  { name: "signals", scene: "calm", pictures: PHONE, happens: openSignals, ends: closeByEscape },
  { name: "help", scene: "calm", pictures: PHONE, happens: openHelp, ends: closeByEscape },
  { name: "menu", scene: "calm", pictures: PHONE, happens: openMenu, ends: closeByEscape },
  { name: "no-to-zero", scene: "calm", pictures: PHONE, happens: askForZero, ends: closeByEscape },
  { name: "refused", scene: "calm", pictures: PHONE, happens: beRefused, ends: dismiss },
  { name: "story", scene: "busy", pictures: DESK, happens: openStory, ends: closeStory },
  { name: "panel", scene: "busy", pictures: BOTH, happens: openPanel, ends: closePanel },
  { name: "panel-log", scene: "calm", pictures: PHONE, happens: openLog, ends: closePanel },
  { name: "panel-messages", scene: "calm", pictures: BOTH, happens: openMessages, ends: closePanel },
  { name: "panel-lives", scene: "busy", pictures: PHONE, happens: openLives, ends: closePanel },
  { name: "palette", scene: "busy", pictures: BOTH, happens: openPalette, ends: closeByEscape },
  { name: "message", scene: "calm", pictures: PHONE, happens: scaleUp, ends: dismissMessage },
  { name: "recording", scene: "busy", pictures: PHONE, happens: openRecording, ends: leaveRecording },
  { name: "offline", scene: "busy", pictures: { dark: [768] }, happens: loseConnection, ends: reconnect },
  { name: "unreachable", scene: "calm", pictures: PHONE, happens: openUnreachable, ends: reconnect },
  { name: "other-protocol", scene: "other-protocol", pictures: PHONE, happens: seeMismatch, ends: openAgain },
  { name: "token-needed", scene: "calm", pictures: { dark: [390], light: [390] }, happens: openWithWrongToken, ends: openAgain },
];

/** Opens the page, and waits for what comes late: the charts, and all that lies below the tiles. */
export async function openWhole(page: Page, stage: Stage): Promise<Deck> {
  const deck = await openDeck(page, stage);
  await awaitLate(page);
  return deck;
}

async function awaitLate(page: Page): Promise<void> {
  await expect(page.getByRole("region", { name: "Lifecycles" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Events" })).toBeVisible();
}

/** Resolves when the page shows the act and has nothing left to draw. */
export async function begin(
  { scene: name, happens }: Pick<Act, "scene" | "happens">,
  played: Played,
): Promise<void> {
  const { page, stage } = played;
  await stage.show(scene(name));
  await page.evaluate(() => {
    window.scrollTo(0, 0);
    (document.activeElement as HTMLElement | null)?.blur();
  });
  await page.mouse.move(0, 0);
  await happens?.(played);
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

async function openLastExit({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "How worker 6 ended last" }).click();
}

async function openSignals({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Choose a signal for worker 1" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
}

async function openHelp({ page }: Played): Promise<void> {
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
}

async function openMenu({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await expect(page.getByRole("menu")).toBeVisible();
}

/** Between two crashes of the last minute. */
const CRASHING = 0.94;

async function openStory({ page }: Played): Promise<void> {
  const lane = page.getByRole("img", { name: /^Worker 6: / });
  await lane.scrollIntoViewIfNeeded();
  const box = await lane.boundingBox();
  if (box === null) throw new Error("there is no lane of worker 6");
  await page.mouse.click(box.x + CRASHING * box.width, box.y + box.height / 2);
  await expect(page.getByRole("region", { name: "About worker 6" })).toBeVisible();
}

async function closeStory({ page }: Played): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: /^About worker/ })).toHaveCount(0);
}

async function openPanel({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Open worker 3" }).click();
  const charts = page.getByRole("complementary", { name: "Worker 3" }).locator(".recharts-surface");
  await expect(charts).toHaveCount(5);
}

async function openLog({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Open worker 1" }).click();
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(page.getByRole("log")).toContainText("/orders/");
}

async function openMessages({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Open worker 1" }).click();
  await page.getByRole("tab", { name: "Messages" }).click();
  await expect(page.getByRole("log")).toContainText("forgotten");
}

async function openLives({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Open worker 6" }).click();
  await page.getByRole("tab", { name: /^Past lives/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("g5");
}

async function closePanel({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Close the panel" }).click();
  await expect(page.getByRole("complementary")).toHaveCount(0);
}

async function openPalette({ deck }: Played): Promise<void> {
  await expect(await deck.openPalette()).toBeFocused();
}

async function scaleUp({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "One worker more" }).click();
  await expect(page.getByRole("button", { name: /^Undo/ })).toBeVisible();
}

async function dismissMessage({ page }: Played): Promise<void> {
  await page.getByRole("button", { name: "Dismiss the message" }).click();
}

async function openRecording({ page, stage }: Played): Promise<void> {
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("menuitem", { name: /^Open a recording/ }).click();
  const buffer = Buffer.from(JSON.stringify(recordingOf(stage.world())));
  const file = { name: "busy.json", mimeType: "application/json", buffer };
  await (await choosing).setFiles(file);
  await expect(page.getByRole("complementary", { name: "Recording" })).toBeVisible();
}

async function leaveRecording({ page, deck }: Played): Promise<void> {
  await page.getByRole("button", { name: "Back to live" }).click();
  await expect(deck.connection).toHaveText(/^Live/);
}

async function askForZero({ page, deck }: Played): Promise<void> {
  await deck.slider.press("Home");
  await expect(page.getByRole("alertdialog")).toBeVisible();
}

async function closeByEscape({ page }: Played): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toHaveCount(0);
  await expect(page.getByRole("menu")).toHaveCount(0);
}

async function beRefused({ page, deck, stage }: Played): Promise<void> {
  stage.answerWith((command) =>
    refused(command, "stale-generation", "Worker 2 has had another process since."),
  );
  await deck.killButton(2).click();
  await expect(page.getByRole("alert")).toBeVisible();
}

async function dismiss({ page, stage }: Played): Promise<void> {
  stage.answerWith(succeeded);
  await page.getByRole("alert").getByRole("button").click();
}

async function loseConnection({ page, deck, stage }: Played): Promise<void> {
  await stage.goAway();
  await expect(deck.connection).toHaveText(/^Reconnecting/);
  await moveTime(page, LONG_GONE_MS);
  await expect(deck.connection).toHaveText(/^Offline/);
}

async function openUnreachable({ page, stage }: Played): Promise<void> {
  await stage.goAway();
  await page.reload();
  await expect(page.getByRole("heading", { name: /cannot be reached/ })).toBeVisible();
}

async function reconnect({ page, deck, stage }: Played): Promise<void> {
  stage.comeBack();
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(deck.connection).toHaveText(/^Live/);
  await awaitLate(page);
}

async function seeMismatch({ page }: Played): Promise<void> {
  await expect(page.getByRole("heading", { name: /another version/ })).toBeVisible();
}

async function openWithWrongToken({ page, stage }: Played): Promise<void> {
  await page.evaluate(() => localStorage.removeItem("clusterdeck.token"));
  await page.goto("about:blank");
  await page.goto(`${stage.origin}/#token=not-the-one`);
  await expect(page.getByRole("heading", { name: "A token is needed" })).toBeVisible();
}

async function openAgain({ page, stage }: Played): Promise<void> {
  await stage.show(scene("calm"));
  await page.goto("about:blank");
  await openWhole(page, stage);
}
