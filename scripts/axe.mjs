// `npm run axe`: has axe look at every state of the page, in both themes.
import { playwright } from "./lib/playwright.mjs";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";

requireNode();
await prepare();
const { code } = await playwright(["--config", "walks.config.ts"]);
process.exitCode = code;
