import { expect, test as base } from "playwright/test";
import {
  startLoad,
  startSupervisor,
  type Load,
  type Supervisor,
  type SupervisorOptions,
} from "@clusterdeck/testkit";
import type { SceneName, Stage, World } from "@clusterdeck/testkit/stage";
import { setStage } from "./stage.ts";
import { openWire, type Wire } from "./wire.ts";

const SURVIVAL_LIMIT_MS = 2000;
/** Between the requests of a lane, so that the browser under test has a core to itself. */
const PAUSE_MS = 2;

interface Fixtures {
  /** Starts a supervisor; when the test ends it is stopped, and nothing of it may be left. */
  supervise: (options?: SupervisorOptions) => Promise<Supervisor>;
  /** Requests a supervisor's app until the test stops it or ends. */
  load: (supervisor: Supervisor, lanes?: number) => Load;
  /** Puts a wire that can be cut before a supervisor's dashboard. */
  wire: (supervisor: Supervisor) => Promise<Wire>;
  /** Has a scene played in a supervisor's place: for what the page makes of fixed data. */
  stage: (world: SceneName | World) => Promise<Stage>;
}

export const test = base.extend<Fixtures>({
  page: async ({ page }, provide) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) errors.push(message.text());
    });
    await provide(page);
    expect(errors, "errors on the page").toEqual([]);
  },

  supervise: async ({}, provide) => {
    const started: Supervisor[] = [];
    await provide(async (options) => {
      const supervisor = await startSupervisor(options);
      started.push(supervisor);
      return supervisor;
    });
    for (const supervisor of started) await endCleanly(supervisor);
  },

  load: async ({}, provide) => {
    const started: Load[] = [];
    await provide((supervisor, lanes = 2) => {
      const load = startLoad({ port: supervisor.appPort, lanes, pauseMs: PAUSE_MS });
      started.push(load);
      return load;
    });
    await Promise.all(started.map((load) => load.stop()));
  },

  wire: async ({}, provide) => {
    const opened: Wire[] = [];
    await provide(async (supervisor) => {
      const wire = await openWire(supervisor.dashboardPort);
      opened.push(wire);
      return wire;
    });
    await Promise.all(opened.map((wire) => wire.close()));
  },

  stage: async ({}, provide) => {
    const opened: Stage[] = [];
    await provide(async (world) => {
      const stage = await setStage(world);
      opened.push(stage);
      return stage;
    });
    await Promise.all(opened.map((stage) => stage.close()));
  },
});

async function endCleanly(supervisor: Supervisor): Promise<void> {
  try {
    if (!supervisor.hasEnded()) {
      expect(await supervisor.stop(), "how the supervisor ended").toEqual({
        code: 0,
        signal: null,
      });
    }
    await expect
      .poll(() => supervisor.processes(), {
        message: "processes that outlived their supervisor",
        timeout: SURVIVAL_LIMIT_MS,
      })
      .toEqual([]);
  } finally {
    for (const pid of supervisor.processes()) process.kill(pid, "SIGKILL");
  }
}

export { expect } from "playwright/test";
