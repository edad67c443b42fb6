import {
  fillEvents,
  liveThrough,
  pageHoldings,
  scene,
  type PageHoldings,
} from "@clusterdeck/testkit/stage";
import { withStagePage } from "./stage-page.ts";

export interface HourFigures {
  readonly after5Minutes: PageHoldings;
  readonly after60Minutes: PageHoldings;
  readonly tookMs: number;
}

const FIVE_MINUTES_SECONDS = 300;
const HOUR_SECONDS = 3_600;
/** Each second is drawn, as it would be. */
const PACE = { crashEverySeconds: 5, secondsAhead: 1 };

/** 64 workers, and an hour of their samples as fast as the page takes them. */
export function measureHour(): Promise<HourFigures> {
  return withStagePage(scene("many-workers"), async ({ stage, devtools }) => {
    const beganMs = performance.now();
    await fillEvents(stage);
    await liveThrough(stage, FIVE_MINUTES_SECONDS, PACE);
    const after5Minutes = await pageHoldings(devtools);
    await liveThrough(stage, HOUR_SECONDS - FIVE_MINUTES_SECONDS, PACE);
    const after60Minutes = await pageHoldings(devtools);
    return { after5Minutes, after60Minutes, tookMs: performance.now() - beganMs };
  });
}
