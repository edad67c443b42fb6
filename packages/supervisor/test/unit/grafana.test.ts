import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { familiesOf } from "../../src/openmetrics/families.ts";
import { createTally } from "../../src/openmetrics/tally.ts";
import { aSnapshot } from "./support/snapshot.ts";

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

const SUFFIXES = {
  gauge: [""],
  counter: ["_total"],
  info: ["_info"],
  histogram: ["_bucket", "_count", "_sum"],
} as const;

it("the Grafana dashboard asks for nothing but what is told", () => {
  const file = new URL("../../../../docs/grafana-dashboard.json", import.meta.url);
  const { panels, annotations } = JSON.parse(readFileSync(file, "utf8")) as Dashboard;
  const queries = [...panels.flatMap(({ targets }) => targets), ...annotations.list];
  const asked = queries.flatMap(({ expr }) => expr.match(/clusterdeck_\w+/g) ?? []);
  const told = familiesOf(aSnapshot(), createTally().read()).flatMap(({ name, type }) =>
    SUFFIXES[type].map((suffix) => name + suffix),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect([...new Set(asked)].filter((name) => !told.includes(name))).toEqual([]);
});
