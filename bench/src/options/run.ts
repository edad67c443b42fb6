import { runSuite } from "../suite.ts";
import { MEASURES } from "./report.ts";

await runSuite(MEASURES, {
  begin: "<!-- options: written by pnpm bench options -->",
  end: "<!-- end of options -->",
});
