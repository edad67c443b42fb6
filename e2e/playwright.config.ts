import { defineConfig } from "playwright/test";

/** Found by scripts/lib/chromium.mjs; without it Playwright looks for its own download. */
const chromium = process.env["CLUSTERDECK_CHROMIUM"];

export default defineConfig({
  testDir: "tests",
  testMatch: "**/*.test.ts",
  outputDir: "../.cache/browser-tests",
  forbidOnly: true,
  retries: 0,
  // Each test runs a supervisor, its workers and a browser, and waits most of the time. More files at
  // once than two would wait for each other on a machine of two cores.
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "../.cache/tests-browser.json" }]],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        // A name that an attacker has bound to the loopback, for hostile.test.ts.
        "--host-resolver-rules=MAP evil.test 127.0.0.1",
      ],
    },
  },
});
