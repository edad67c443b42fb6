import { defineConfig } from "vite";

/** The agent: one CommonJS file, since `--require` loads it into every worker. */
export default defineConfig({
  build: {
    target: "node20",
    outDir: "dist",
    emptyOutDir: false,
    minify: false,
    ssr: "src/agent/main.ts",
    rolldownOptions: {
      output: { format: "cjs", entryFileNames: "agent.cjs" },
    },
  },
  ssr: { noExternal: true },
});
