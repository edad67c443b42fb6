import { METRICS_PATH } from "@clusterdeck/shared";
import { describe, expect, onTestFinished, vi } from "vitest";
import { OPENMETRICS_TYPE } from "../../src/openmetrics/text.ts";
import { killed } from "./support/kill.ts";
import { startPrometheus, type Prometheus } from "./support/prometheus.ts";
import { ask, fixture, test } from "./support/supervise.ts";

/** Of a query that finds one series: its value, once it is as wished. */
async function valueOf(
  { query }: Prometheus,
  asked: string,
  isWished: (value: number) => boolean,
): Promise<number> {
  return vi.waitFor(
    async () => {
      const [found, ...more] = await query(asked);
      expect(more).toEqual([]);
      expect(found !== undefined && isWished(found.value), `${asked}: ${found?.value}`).toBe(true);
      return found?.value ?? Number.NaN;
    },
    { timeout: 20_000, interval: 250 },
  );
}

describe("a real Prometheus", () => {
  test("scrapes the supervisor with its token, and has every figure right", async ({
    supervise,
    folder,
  }) => {
    const supervisor = await supervise({
      entry: fixture("listens.js"),
      workers: 2,
      flags: ["--spares", "1"],
    });
    await supervisor.serving(2);
    const prometheus = await startPrometheus(supervisor, folder);
    onTestFinished(prometheus.stop);
    await valueOf(prometheus, "up", (value) => value === 1);
    await valueOf(prometheus, `clusterdeck_workers{state="serving"}`, (value) => value === 2);
    await valueOf(prometheus, `clusterdeck_workers{state="standby"}`, (value) => value === 1);
    await valueOf(prometheus, "clusterdeck_workers_wanted", (value) => value === 2);
    await valueOf(
      prometheus,
      "count(clusterdeck_worker_resident_memory_bytes > 1e7)",
      (value) => value === 3,
    );
    await valueOf(prometheus, "clusterdeck_build_info", (value) => value === 1);

    for (let asked = 0; asked < 30; asked += 1) await ask(supervisor);
    await valueOf(prometheus, "sum(clusterdeck_worker_requests_total)", (value) => value === 30);
    await valueOf(
      prometheus,
      "clusterdeck_http_request_duration_seconds_count",
      (value) => value === 30,
    );
    await valueOf(
      prometheus,
      `clusterdeck_http_request_duration_seconds_bucket{le="10.0"}`,
      (value) => value === 30,
    );
    const sum = await valueOf(
      prometheus,
      "clusterdeck_http_request_duration_seconds_sum",
      () => true,
    );
    expect(sum).toBeGreaterThan(0);

    // What a slot has done before is not forgotten with its process.
    await killed(supervisor, 1);
    await killed(supervisor, 2);
    await ask(supervisor);
    await valueOf(prometheus, "sum(clusterdeck_worker_requests_total)", (value) => value === 31);
    await valueOf(
      prometheus,
      `clusterdeck_worker_exits_total{cause="command"}`,
      (value) => value === 2,
    );
    await valueOf(prometheus, "sum(clusterdeck_worker_restarts_total)", (value) => value === 2);
  });
});

test("the text is OpenMetrics, for whoever has the token", async ({ supervise }) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 1 });
  await supervisor.serving(1);
  const response = await supervisor.request(METRICS_PATH);
  expect(response.headers.get("content-type")).toBe(OPENMETRICS_TYPE);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const body = await response.text();
  expect(body).toMatch(/\n# EOF\n$/);
  expect(body).toContain('clusterdeck_app_info{name="listens.js"} 1\n');
});

test("no request that was answered is missing from the counters when its worker has been replaced at once", async ({
  supervise,
}) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
  await supervisor.serving(2);
  const lineOf = async (name: string) => {
    const text = await (await supervisor.request(METRICS_PATH)).text();
    const lines = text.split("\n").filter((line) => line.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  };
  for (let reloads = 1; reloads <= 3; reloads += 1) {
    const from = supervisor.log.lines.length;
    for (let asked = 0; asked < 20; asked += 1) await ask(supervisor);
    await supervisor.command({ type: "reload" });
    await supervisor.log.next(({ event }) => event === "reload:finished", from);
    await expect.poll(() => lineOf("clusterdeck_worker_requests_total")).toBe(20 * reloads);
    await expect
      .poll(() => lineOf("clusterdeck_http_request_duration_seconds_count"))
      .toBe(20 * reloads);
  }
});
