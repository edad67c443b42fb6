import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  runLoad,
  startLoad,
  startSupervisor,
  type Load,
  type LoadClient,
  type LoadOptions,
  type Supervisor,
  type SupervisorOptions,
} from "@clusterdeck/testkit";
import { test as base, vi } from "vitest";

const SURVIVAL_LIMIT_MS = 2_000;

interface Fixtures {
  /** A folder that is gone after the test. */
  folder: string;
  /** Starts a supervisor; when the test ends it is stopped, and nothing of it may be left. */
  supervise: (options?: SupervisorOptions) => Promise<Supervisor>;
  /** Loads a supervisor's app until the test stops it or ends. */
  load: (supervisor: Supervisor, options?: Omit<LoadOptions, "port">) => Load;
  /** The same, by a client of the test's own. */
  loadBy: (client: LoadClient, lanes: number) => Load;
  /** Those that run; ended with the test. */
  loads: Load[];
}

export const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));

export const test = base.extend<Fixtures>({
  // vitest reads from the pattern which fixtures are needed.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, provide) => {
    const folder = mkdtempSync(join(tmpdir(), "clusterdeck-test-"));
    await provide(folder);
    rmSync(folder, { recursive: true });
  },

  supervise: async ({ onTestFailed }, provide) => {
    const started: Supervisor[] = [];
    onTestFailed(() => started.forEach(tellLastLines));
    await provide(async (options) => {
      const supervisor = await startSupervisor(options);
      started.push(supervisor);
      return supervisor;
    });
    for (const supervisor of started) {
      if (!supervisor.hasEnded()) await supervisor.stop();
      await goneSoon(supervisor);
    }
  },

  load: async ({ loads }, provide) => {
    await provide((supervisor, options) => {
      const load = startLoad({ port: supervisor.appPort, ...options });
      loads.push(load);
      return load;
    });
  },

  loadBy: async ({ loads }, provide) => {
    await provide((client, lanes) => {
      const load = runLoad(client, { lanes });
      loads.push(load);
      return load;
    });
  },

  // eslint-disable-next-line no-empty-pattern
  loads: async ({}, provide) => {
    const started: Load[] = [];
    await provide(started);
    await Promise.all(started.map((load) => load.stop()));
  },
});

const LINES_TOLD = 25;

/** What a wait that came to nothing was left with. */
function tellLastLines({ log }: Supervisor): void {
  const lines = log.lines.slice(-LINES_TOLD).map((line) => JSON.stringify(line));
  console.error(["The supervisor's last lines:", ...lines, ...log.errors].join("\n"));
}

async function goneSoon(supervisor: Supervisor): Promise<void> {
  const isGone = () => {
    const left = supervisor.processes();
    if (left.length > 0) throw new Error(`outlived their supervisor: ${left.join(", ")}`);
  };
  await vi.waitFor(isGone, { timeout: SURVIVAL_LIMIT_MS, interval: 20 });
}

/** Asks the app for a page and gives the answer's text. */
export async function ask(supervisor: Supervisor, path = "/"): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${supervisor.appPort}${path}`, {
    headers: { connection: "close" },
  });
  return response.text();
}
