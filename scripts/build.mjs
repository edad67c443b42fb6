// Builds what has changed: `pnpm build`.
import { build } from "./lib/build.mjs";
import { requireNode } from "./lib/require-node.mjs";

requireNode();
const { code, output, built } = await build();
if (code === 0) {
  console.log(built.length > 0 ? `Built ${built.join(" and ")}.` : "Everything is built already.");
} else {
  console.error(`${output}\nThe build failed.`);
}
process.exitCode = code;
