import { runSuite } from "../suite.ts";
import { MEASURES } from "./report.ts";

await runSuite(MEASURES, {
  begin: "<!-- stream: written by pnpm bench stream -->",
  end: "<!-- end of stream -->",
});
