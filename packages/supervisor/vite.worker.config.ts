import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const types = fileURLToPath(new URL("./src/worker-module/worker.d.cts", import.meta.url));

/**
 * The module for apps, `clusterdeck/worker`: one CommonJS file, which `import` reads as well, so that
 * an app that uses both ways has one state; beside it its types.
 */
export default defineConfig({
  build: {
    target: "node20",
    outDir: "dist",
    emptyOutDir: false,
    minify: false,
    ssr: "src/worker-module/worker.ts",
    rolldownOptions: {
      output: { format: "cjs", entryFileNames: "worker.cjs" },
    },
  },
  plugins: [
    {
      name: "types-beside-the-module",
      generateBundle() {
        const source = readFileSync(types, "utf8");
        this.emitFile({ type: "asset", fileName: "worker.d.cts", source });
      },
    },
  ],
});
