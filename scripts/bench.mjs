// `pnpm bench`: clusterdeck beside a plain cluster. `pnpm bench --write` keeps the figures.
import { join } from "node:path";
import { findChromium } from "./lib/chromium.mjs";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";
import { root } from "./lib/root.mjs";
import { runNode } from "./lib/run.mjs";

requireNode();
await prepare();
const { code } = await runNode(
  ["--import", "tsx", join("src", "run.ts"), ...process.argv.slice(2)],
  {
    cwd: join(root, "bench"),
    env: { CLUSTERDECK_CHROMIUM: await findChromium() },
  },
);
process.exitCode = code;
