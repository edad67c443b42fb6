import { endTogether } from "@clusterdeck/testkit";
import { flagsOrEnd } from "../flags-or-end.ts";
import { machine } from "../machine.ts";
import { writeSection } from "../readme.ts";
import { tableOf, tellMissed, type Figure } from "../figure.ts";
import { readFlags } from "./flags.ts";
import { MEASURES } from "./report.ts";

const SECTION = {
  begin: "<!-- stream: written by pnpm bench stream -->",
  end: "<!-- end of stream -->",
};

endTogether();
const flags = flagsOrEnd(readFlags);
const figures: Figure[] = [];
for (const part of flags.parts) {
  console.log(part);
  figures.push(...(await MEASURES[part]()));
}
const report = [`${machine()}.`, "", ...tableOf(figures)].join("\n");
console.log(report);
if (flags.write) writeSection(SECTION, report);
process.exitCode = tellMissed(figures) ? 1 : 0;
