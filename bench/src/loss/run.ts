import { endTogether } from "@clusterdeck/testkit";
import { flagsOrEnd } from "../flags-or-end.ts";
import { machine } from "../machine.ts";
import { writeSection } from "../readme.ts";
import { makeCertificate } from "@clusterdeck/testkit";
import { startClusterdeck } from "./clusterdeck-target.ts";
import { readFlags, type Flags } from "./flags.ts";
import { installPm2, startPm2, stopPm2 } from "./pm2-target.ts";
import { runScenario, type Measured, type Scenario } from "./scenario.ts";
import { HEAD, lostOf, rowOf } from "./table.ts";
import { timelineOf } from "./timeline.ts";

const SECTION = {
  begin: "<!-- losses: written by pnpm bench loss -->",
  end: "<!-- end of losses -->",
};

endTogether(stopPm2);
const flags = flagsOrEnd(readFlags);
const certificate = await makeCertificate();
const rows: string[] = [];
let isAnyLost = false;

for (const line of HEAD) console.log(line);
for (const scenario of scenariosOf(flags)) {
  const target = await startClusterdeck(scenario, certificate);
  const measured = await runScenario(scenario, target, certificate.certificate);
  show("clusterdeck", measured);
  if (lostOf(measured) === 0) continue;
  isAnyLost = true;
  console.error(JSON.stringify(measured.result.losses));
  for (const line of timelineOf(measured.lossesSeen, target.log())) console.error(line);
}
if (flags.withPm2) {
  await installPm2();
  for (const scenario of scenariosOf({ ...flags, scaleDowns: 0, recyclings: 0 })) {
    const target = await startPm2(scenario, certificate);
    show("PM2", await runScenario(scenario, target, certificate.certificate));
  }
}
if (flags.write) {
  writeSection(SECTION, [`${machine()}.`, "", ...HEAD, ...rows].join("\n"));
}
process.exitCode = isAnyLost ? 1 : 0;

function scenariosOf({
  reloads,
  scaleDowns,
  recyclings,
  kinds,
  workers,
  requests,
}: Flags): Scenario[] {
  const operations = [
    { operation: "reload", operations: reloads },
    { operation: "scale-down", operations: scaleDowns },
    { operation: "recycling", operations: recyclings },
  ] as const;
  return operations
    .filter((each) => each.operations > 0)
    .flatMap((each) => workers.map((count) => ({ ...each, workers: count })))
    .flatMap((each) =>
      kinds.map((kind) => ({ ...each, kind, requests: requests * (kind.share ?? 1) })),
    );
}

function show(who: string, measured: Measured): void {
  const row = rowOf(who, measured);
  rows.push(row);
  console.log(`${row} ${(measured.elapsedMs / 1000).toFixed(0)} s`);
}
