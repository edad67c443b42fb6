import { setTimeout as delay } from "node:timers/promises";
import { scene } from "@clusterdeck/testkit/stage";
import { watchMainThread, type MainThread } from "./main-thread.ts";
import { withStagePage } from "./stage-page.ts";

const SECOND_MS = 1_000;

/** 64 workers, each of which is sampled once a second. */
export function measureSteady(seconds: number): Promise<MainThread> {
  return withStagePage(scene("many-workers"), (opened) =>
    watchMainThread(opened, async () => {
      const samples = setInterval(opened.stage.second, SECOND_MS);
      await delay(seconds * SECOND_MS);
      clearInterval(samples);
    }),
  );
}
