import { defineConfig } from "playwright/test";

/** Found by scripts/lib/chromium.mjs; without it Playwright looks for its own download. */
const chromium = process.env["CLUSTERDECK_CHROMIUM"];

export default defineConfig({
  testDir: "tests",
  testMatch: "**/*.test.ts",
  outputDir: "../.cache/browser-tests",
  forbidOnly: true,
  retries: 0,
  // Most tests run a supervisor, its workers and a browser, and wait most of the time. More files at
  // once than two would wait for each other on a machine of two cores.
  workers: 2,
  timeout: 45_000,
  expect: {
    timeout: 10_000,
    // As the fonts and the time are the tests' own, what is left to differ is how edges are smoothed.
    toHaveScreenshot: { maxDiffPixelRatio: 0.002, animations: "disabled", scale: "css" },
  },
  snapshotPathTemplate: "snapshots/{arg}{ext}",
  // A missing picture is a failure; `npm run snapshots` takes them.
  updateSnapshots: "none",
  reporter: [["list"], ["json", { outputFile: "../.cache/tests-browser.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        // Letters as wide as their font says, whatever the machine's settings are.
        "--font-render-hinting=none",
        // A name that an attacker has bound to the loopback, for hostile.test.ts.
        "--host-resolver-rules=MAP evil.test 127.0.0.1",
      ],
    },
  },
});
