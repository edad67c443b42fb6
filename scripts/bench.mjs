// `pnpm bench`: clusterdeck beside a plain cluster. `pnpm bench loss`: what becomes of requests in
// flight. `pnpm bench kills`: what a thousand kills leave behind. `pnpm bench stream`: what dashboards
// cost, many and slow ones. `pnpm bench page`: what the page costs its browser. `pnpm bench options`:
// what `--spares`, `--balance os` and `--watch` bring. With `--write` the figures are kept.
import { join } from "node:path";
import { findChromium } from "./lib/chromium.mjs";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";
import { root } from "./lib/root.mjs";
import { run, runNode } from "./lib/run.mjs";
import { findWrk } from "./lib/wrk.mjs";

const SUITES = ["loss", "kills", "stream", "page", "options"];
/** Of those above; `pnpm bench` alone has one too. */
const IN_BROWSER = new Set([undefined, "stream", "page"]);

requireNode();
await prepare();
const argv = process.argv.slice(2);
const suite = SUITES.find((name) => name === argv[0]);
const entry = join("src", suite ?? "", "run.ts");
const flags = suite === undefined ? argv : argv.slice(1);
const { code } = await runNode(["--import", "tsx", entry, ...flags], {
  cwd: join(root, "bench"),
  env: {
    ...(IN_BROWSER.has(suite) ? { CLUSTERDECK_CHROMIUM: await findChromium() } : {}),
    ...(suite === "options" ? { CLUSTERDECK_WRK: await findWrk() } : {}),
  },
  passSignals: true,
});
// Tables are aligned by the formatter, not by who writes them.
if (argv.includes("--write")) await run("npm", ["run", "--silent", "format", "bench/README.md"]);
process.exitCode = code;
