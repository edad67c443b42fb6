import { setTimeout as delay } from "node:timers/promises";
import { scene } from "@clusterdeck/testkit/stage";
import type { Page } from "playwright";
import { watchMainThread, type MainThread } from "./main-thread.ts";
import { withStagePage } from "./stage-page.ts";

export interface ScrollingFigures extends MainThread {
  readonly framesPerSecond: number;
}

const SECOND_MS = 1_000;
const AT_REST_MS = 5 * SECOND_MS;
const SPEED_PX_A_SECOND = 800;
const DISTANCE_PX = 1_600;
const ROUNDS = 4;

/** 256 workers, sampled once a second: the page at rest, then scrolled down and up as by a wheel. */
export function measureScrolling(): Promise<ScrollingFigures> {
  return withStagePage(scene("hundreds-of-workers"), async (opened) => {
    const { page, stage, devtools } = opened;
    const scroll = (yDistance: number) =>
      devtools.send("Input.synthesizeScrollGesture", {
        x: 720,
        y: 450,
        yDistance,
        speed: SPEED_PX_A_SECOND,
        gestureSourceType: "mouse",
      });
    let framesPerSecond = Number.NaN;
    const cost = await watchMainThread(opened, async () => {
      const samples = setInterval(stage.second, SECOND_MS);
      await delay(AT_REST_MS);
      framesPerSecond = await countFrames(page, async () => {
        for (let round = 0; round < ROUNDS; round += 1) {
          await scroll(-DISTANCE_PX);
          await scroll(DISTANCE_PX);
        }
      });
      clearInterval(samples);
    });
    return { ...cost, framesPerSecond };
  });
}

interface Counting {
  readonly timesMs: number[];
  readonly next: (timeMs: number) => void;
}

async function countFrames(page: Page, act: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    // A method: for any other function with a name the compiler calls a helper that the page lacks.
    const counting: Counting = {
      timesMs: [],
      next(timeMs) {
        counting.timesMs.push(timeMs);
        requestAnimationFrame(counting.next);
      },
    };
    (window as unknown as { counting: Counting }).counting = counting;
    requestAnimationFrame(counting.next);
  });
  await act();
  const timesMs = await page.evaluate(
    () => (window as unknown as { counting: Counting }).counting.timesMs,
  );
  const elapsedMs = (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
  return (timesMs.length - 1) / (elapsedMs / SECOND_MS);
}
