import { availableParallelism } from "node:os";
import { endTogether } from "@clusterdeck/testkit";
import { measurePage } from "./death-to-tile.ts";
import { measureKillToListening } from "./kill-to-listening.ts";
import { writeSection } from "./readme.ts";
import { reportOf, type Figures } from "./report.ts";
import { measureThroughput } from "./throughput.ts";

const ROUNDS = 7;
const KILLS = 30;
const DEATHS = 40;
const SECTION = {
  begin: "<!-- figures: written by pnpm bench -->",
  end: "<!-- end of figures -->",
};

endTogether();
const throughput: {
  -readonly [K in keyof Figures["throughput"]]: Figures["throughput"][K][number][];
} = { clusterdeck: [], plain: [] };
for (let round = 1; round <= ROUNDS; round += 1) {
  console.log(`throughput, round ${round} of ${ROUNDS}`);
  // Each goes first in every second round.
  const order =
    round % 2 === 0 ? (["plain", "clusterdeck"] as const) : (["clusterdeck", "plain"] as const);
  for (const name of order) throughput[name].push(await measureThroughput(name));
}
console.log(`kill to listening, ${KILLS} pairs`);
const killToListeningMs = await measureKillToListening(KILLS);
console.log(`death to changed tile, ${DEATHS} deaths`);
const page = await measurePage(DEATHS);

const machine = `Node ${process.version}, ${process.platform}, ${availableParallelism()} cores, ${ROUNDS} rounds in pairs.`;
const report = reportOf({ throughput, killToListeningMs, page }, machine);
console.log(report);
if (process.argv.includes("--write")) writeSection(SECTION, report);
