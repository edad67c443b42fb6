// `pnpm bench`: clusterdeck beside a plain cluster. `pnpm bench loss`: what becomes of requests in
// flight. With `--write` the figures are kept.
import { join } from "node:path";
import { findChromium } from "./lib/chromium.mjs";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";
import { root } from "./lib/root.mjs";
import { run, runNode } from "./lib/run.mjs";

requireNode();
await prepare();
const argv = process.argv.slice(2);
const isLoss = argv[0] === "loss";
const entry = isLoss ? join("src", "loss", "run.ts") : join("src", "run.ts");
const flags = isLoss ? argv.slice(1) : argv;
const { code } = await runNode(["--import", "tsx", entry, ...flags], {
  cwd: join(root, "bench"),
  env: isLoss ? {} : { CLUSTERDECK_CHROMIUM: await findChromium() },
});
// Tables are aligned by the formatter, not by who writes them.
if (argv.includes("--write")) await run("npm", ["run", "--silent", "format", "bench/README.md"]);
process.exitCode = code;
