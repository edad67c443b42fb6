import { startSupervisor, type LogLine, type Supervisor } from "@clusterdeck/testkit";
import { startBoots } from "./boots.ts";
import { startVersionLoad, type VersionLoad } from "./version-load.ts";
import { createVersionedApp, type VersionedApp } from "./versioned-app.ts";

/** Those of one index belong together. */
export interface WatchFigures {
  /** From just before the file is written to the end of the first answer of the new version. */
  readonly saveToServingMs: readonly number[];
  /** From the same moment to the line that says the reload has begun. */
  readonly saveToReloadMs: readonly number[];
  /** Of the same app, from fork to listening in a plain cluster, under the same load. */
  readonly bootMs: readonly number[];
  /** Requests that came in full, and why the others did not. */
  readonly answered: number;
  readonly losses: Readonly<Record<string, number>>;
}

interface SaveTimes {
  readonly servingMs: number;
  readonly reloadMs: number;
}

const WORKERS = 2;

export async function measureWatch(saves: number): Promise<WatchFigures> {
  const app = createVersionedApp();
  const supervisor = await startSupervisor({
    entry: app.entry,
    workers: WORKERS,
    flags: ["--watch"],
  });
  const boots = await startBoots(app.entry);
  try {
    await supervisor.serving(WORKERS);
    const load = startVersionLoad(supervisor.appPort);
    // Of either the first one finds files and code that nobody has read yet.
    await saveOnce(supervisor, app, load, 1);
    await boots.next();
    const times: SaveTimes[] = [];
    const bootMs: number[] = [];
    for (let save = 0; save < saves; save += 1) {
      times.push(await saveOnce(supervisor, app, load, 2 + save));
      bootMs.push(await boots.next());
    }
    const { answered, losses } = await load.stop();
    return {
      saveToServingMs: times.map(({ servingMs }) => servingMs),
      saveToReloadMs: times.map(({ reloadMs }) => reloadMs),
      bootMs,
      answered,
      losses,
    };
  } finally {
    await Promise.all([boots.end(), supervisor.stop()]);
  }
}

/** Resolves once the whole reload is over, so that the next one begins from rest. */
async function saveOnce(
  { log }: Supervisor,
  app: VersionedApp,
  load: VersionLoad,
  version: number,
): Promise<SaveTimes> {
  const from = log.lines.length;
  const begins = log.next(is("reload:started"), from).then(() => performance.now());
  const ends = log.next((line) => is("reload:finished")(line) || is("reload:failed")(line), from);
  const finishes = ends.then(({ event, message }) => {
    if (event === "reload:failed") throw new Error(message);
  });
  const answers = load.firstAnswerMs(version);
  const savedAtMs = performance.now();
  app.save(version);
  const [servingAtMs, reloadAtMs] = await Promise.all([answers, begins, finishes]);
  return { servingMs: servingAtMs - savedAtMs, reloadMs: reloadAtMs - savedAtMs };
}

function is(event: string): (line: LogLine) => boolean {
  return (line) => line.event === event;
}
