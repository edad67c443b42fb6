import { endTogether } from "@clusterdeck/testkit";
import { flagsOrEnd } from "../flags-or-end.ts";
import { machine } from "../machine.ts";
import { writeSection } from "../readme.ts";
import { readFlags } from "./flags.ts";
import { failuresOf, reportOf } from "./report.ts";
import { soak } from "./soak.ts";

const SECTION = {
  begin: "<!-- kills: written by pnpm bench kills -->",
  end: "<!-- end of kills -->",
};

endTogether();
const flags = flagsOrEnd((argv) => readFlags(argv, Math.random));
console.log(`seed ${flags.seed}`);
const result = await soak(flags);
const report = reportOf(result, flags, `${machine()}.`);
console.log(report);
const failures = failuresOf(result, flags);
for (const failure of failures) console.error(`FAILED: ${failure}`);
if (flags.write) writeSection(SECTION, report);
process.exitCode = failures.length > 0 ? 1 : 0;
