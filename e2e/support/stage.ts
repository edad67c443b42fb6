import {
  openStage,
  scene,
  SCENE_AT,
  type SceneName,
  type Stage,
  type World,
} from "@clusterdeck/testkit/stage";
import type { Page } from "playwright/test";

/** Where the page's own clock stands: any moment will do, but a time before the page was opened. */
const HELD_AT_MS = 60_000;
const MOVE = "clusterdeck-test:move-time";

/**
 * Holds the page's clock, so that what it shows of a scene is the same however long a test takes;
 * only `moveTime` moves it. Timers run as ever. To be called before the page is opened.
 */
export async function holdTime(page: Page): Promise<void> {
  await page.addInitScript(
    ({ heldAtMs, sceneAt, move }) => {
      let nowMs = heldAtMs;
      performance.now = () => nowMs;
      Date.now = () => sceneAt + nowMs - heldAtMs;
      // Chromium without a window draws no frame where nothing asks for one, and once in a while then
      // lets input and idle callbacks wait for one all the same, for minutes.
      const draw = () => requestAnimationFrame(draw);
      draw();
      // How long the page waits before it tries again.
      Math.random = () => 0.5;
      window.addEventListener(move, (event) => {
        nowMs += (event as CustomEvent<number>).detail;
      });
    },
    { heldAtMs: HELD_AT_MS, sceneAt: SCENE_AT, move: MOVE },
  );
}

export async function moveTime(page: Page, byMs: number): Promise<void> {
  await page.evaluate(
    ({ move, detail }) => window.dispatchEvent(new CustomEvent(move, { detail })),
    { move: MOVE, detail: byMs },
  );
}

/** @param world a scene's name, or one that a test has made */
export function setStage(world: SceneName | World): Promise<Stage> {
  return openStage(typeof world === "string" ? scene(world) : world);
}
