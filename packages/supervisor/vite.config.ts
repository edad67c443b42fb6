import { builtinModules } from "node:module";
import { defineConfig } from "vite";
import packageJson from "./package.json" with { type: "json" };

/** A dependency all the same: the published types are made of it. */
const BUNDLED = "typebox";
const external = [
  ...builtinModules,
  /^node:/,
  ...Object.keys(packageJson.dependencies)
    .filter((name) => name !== BUNDLED)
    .map((name) => new RegExp(`^${name}(/|$)`)),
];

/**
 * The supervisor: everything of this repository in it, its dependencies beside it. TypeBox is
 * bundled: of its hundreds of small modules few are used, and loading all costs 19 MB of memory.
 */
export default defineConfig({
  ssr: { noExternal: [BUNDLED, "@clusterdeck/shared"] },
  build: {
    target: "node20",
    outDir: "dist",
    // The page is built into dist/dashboard, the agent into dist/agent.cjs.
    emptyOutDir: false,
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: { cli: "src/cli.ts", index: "src/index.ts" },
      external,
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
    },
  },
});
