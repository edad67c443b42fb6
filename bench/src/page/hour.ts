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
/** As it would be: what the browser learns of the page's code while it runs takes room as well. */
const DRAWN_EACH_SECOND = { crashEverySeconds: 5, secondsAhead: 1 };
const IN_SHORT = { crashEverySeconds: 5, secondsAhead: 5 };

/** 64 workers, and an hour of their samples as fast as the page takes them. */
export function measureHour(): Promise<HourFigures> {
  return withStagePage(scene("many-workers"), async ({ stage, devtools }) => {
    const beganMs = performance.now();
    await fillEvents(stage);
    await liveThrough(stage, FIVE_MINUTES_SECONDS, DRAWN_EACH_SECOND);
    const after5Minutes = await pageHoldings(devtools);
    await liveThrough(stage, HOUR_SECONDS - FIVE_MINUTES_SECONDS, IN_SHORT);
    const after60Minutes = await pageHoldings(devtools);
    return { after5Minutes, after60Minutes, tookMs: performance.now() - beganMs };
  });
}
