import { availableParallelism, loadavg } from "node:os";
import { endTogether } from "@clusterdeck/testkit";
import { writeSection } from "../readme.ts";
import { readFlags, type Flags } from "./flags.ts";
import { failuresOf, reportOf } from "./report.ts";
import { soak } from "./soak.ts";

const SECTION = {
  begin: "<!-- kills: written by pnpm bench kills -->",
  end: "<!-- end of kills -->",
};

endTogether();
const flags = flagsOrEnd();
console.log(`seed ${flags.seed}`);
const loadBefore = loadavg()[0] ?? Number.NaN;
const result = await soak(flags);
const machine = `Node ${process.version}, ${process.platform}, ${availableParallelism()} cores, load average ${loadBefore.toFixed(1)} beforehand.`;
const report = reportOf(result, flags, machine);
console.log(report);
const failures = failuresOf(result, flags);
for (const failure of failures) console.error(`FAILED: ${failure}`);
if (flags.write) writeSection(SECTION, report);
process.exitCode = failures.length > 0 ? 1 : 0;

function flagsOrEnd(): Flags {
  try {
    return readFlags(process.argv.slice(2), Math.random);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
