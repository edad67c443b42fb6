import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { freePort, remember, type Supervisor } from "@clusterdeck/testkit";

export interface Prometheus {
  /** The value of each series that a query finds, with its labels. */
  readonly query: (query: string) => Promise<readonly Found[]>;
  readonly stop: () => Promise<void>;
}

export interface Found {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface QueryAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Record<string, string>;
      readonly value: [number, string];
    }[];
  };
}

/** As `npm test` finds or installs it; by its name when a test is run alone. */
const COMMAND = process.env["CLUSTERDECK_PROMETHEUS"] ?? "prometheus";

/** A real Prometheus that scrapes a supervisor once a second, with all it keeps in that folder. */
export async function startPrometheus(supervisor: Supervisor, folder: string): Promise<Prometheus> {
  const port = await freePort();
  const tokenFile = join(folder, "token");
  writeFileSync(tokenFile, supervisor.token);
  const configFile = join(folder, "prometheus.yml");
  writeFileSync(
    configFile,
    `
scrape_configs:
  - job_name: clusterdeck
    scrape_interval: 1s
    authorization: { credentials_file: ${tokenFile} }
    static_configs: [{ targets: ["127.0.0.1:${supervisor.dashboardPort}"] }]
`,
  );
  const child = spawn(
    COMMAND,
    [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  remember(child);
  const said = text(child.stderr);
  const ended = once(child, "exit");
  const query = async (asked: string) => {
    const address = `http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(asked)}`;
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${asked}: ${response.status} ${await response.text()}`);
    const { data } = (await response.json()) as QueryAnswer;
    return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
  };
  void ended.then(async ([code]) => {
    if (code !== 0) console.error(`${COMMAND} ended with ${String(code)}: ${await said}`);
  });
  return {
    query,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
