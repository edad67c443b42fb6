// `npm run snapshots`: takes the pictures anew that looks.test.ts compares with. With `-- -g 390` only
// those whose test's title has that in it.
import { playwright } from "./lib/playwright.mjs";
import { prepare } from "./lib/prepare.mjs";
import { requireNode } from "./lib/require-node.mjs";

requireNode();
await prepare();
const args = ["tests/looks.test.ts", "--update-snapshots", ...process.argv.slice(2)];
const { code } = await playwright(args);
process.exitCode = code;
