import { runSuite } from "../suite.ts";
import { MEASURES } from "./report.ts";

await runSuite(MEASURES, {
  begin: "<!-- page: written by pnpm bench page -->",
  end: "<!-- end of page -->",
});
