import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compressedAssets } from "./build/compressed-assets.ts";
import { earlyChunk } from "./build/early-chunk.ts";

/** The running supervisor that `vite` proxies to while the page is being worked on. */
const devTarget = new URL(process.env["CLUSTERDECK_DEV_TARGET"] ?? "http://127.0.0.1:4500");

export default defineConfig({
  // The page may be below a path of another server.
  base: "./",
  plugins: [react(), earlyChunk("src/draw.tsx"), compressedAssets()],
  build: {
    outDir: "../supervisor/dist/dashboard",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    // The tokens are written with light-dark(), which these understand natively.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // A font or image as a data: URL would need a wider content security policy.
    assetsInlineLimit: 0,
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": {
        target: devTarget.origin,
        ws: true,
        changeOrigin: true,
        // The supervisor takes only its own origin, and the page comes from Vite's.
        headers: { origin: devTarget.origin },
      },
    },
  },
});
