// `npm run screenshots`: takes the pictures in docs/images anew.
import { join } from "node:path";
import { findChromium } from "./lib/chromium.mjs";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";
import { root } from "./lib/root.mjs";
import { runNode } from "./lib/run.mjs";

requireNode();
await prepare();
const cwd = join(root, "e2e");
const playwright = join(cwd, "node_modules", "playwright", "cli.js");
const { code } = await runNode([playwright, "test", "--config", "screenshots.config.ts"], {
  cwd,
  env: { CLUSTERDECK_CHROMIUM: await findChromium() },
});
process.exitCode = code;
