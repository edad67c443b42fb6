import { endTogether } from "@clusterdeck/testkit";
import { measurePage } from "./death-to-tile.ts";
import { tellMissed } from "./figure.ts";
import { measureKillToListening } from "./kill-to-listening.ts";
import { machine } from "./machine.ts";
import { writeSection } from "./readme.ts";
import { reportOf, textOf } from "./report.ts";
import { measureThroughput, STARTS_IN_WORDS } from "./throughput.ts";

const KILLS = 30;
const DEATHS = 40;
const SECTION = {
  begin: "<!-- figures: written by pnpm bench -->",
  end: "<!-- end of figures -->",
};

endTogether();
const throughput = await measureThroughput((start) => console.log(`throughput, start ${start}`));
console.log(`kill to listening, ${KILLS} pairs`);
const killToListeningMs = await measureKillToListening(KILLS);
console.log(`death to changed tile, ${DEATHS} deaths`);
const page = await measurePage(DEATHS);

const report = reportOf({ throughput, killToListeningMs, page });
const text = textOf(report, `${machine()}, ${STARTS_IN_WORDS}.`);
console.log(text);
if (process.argv.includes("--write")) writeSection(SECTION, text);
process.exitCode = tellMissed([...report.ratios, ...report.figures]) ? 1 : 0;
