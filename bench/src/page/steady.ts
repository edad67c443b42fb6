import { setTimeout as delay } from "node:timers/promises";
import { scene, type SceneName } from "@clusterdeck/testkit/stage";
import { watchMainThread, type MainThread } from "./main-thread.ts";
import { withStagePage } from "./stage-page.ts";

const SECOND_MS = 1_000;

/** As many workers as the scene has, each of which is sampled once a second. */
export function measureSteady(name: SceneName, seconds: number): Promise<MainThread> {
  return withStagePage(scene(name), (opened) =>
    watchMainThread(opened, async () => {
      const samples = setInterval(opened.stage.second, SECOND_MS);
      await delay(seconds * SECOND_MS);
      clearInterval(samples);
    }),
  );
}
