// `npm run screenshots`: takes the pictures in docs/images anew.
import { playwright } from "./lib/playwright.mjs";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";

requireNode();
await prepare();
const { code } = await playwright(["--config", "screenshots.config.ts"]);
process.exitCode = code;
