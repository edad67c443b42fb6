import { defineConfig } from "clusterdeck";

export default defineConfig({
  entry: "server.js",
  workers: 3,
  watch: true,
  maxMemory: "512mb",
  nodeFlags: ["--max-old-space-size=256"],
  // One worker alone does what must be done once.
  env: (slot) => ({ DOES_JOBS: slot === 1 ? "yes" : "no" }),
});
