import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { installWithApt } from "./apt.mjs";
import { root } from "./root.mjs";
import { run, runNode } from "./run.mjs";

const COMMANDS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const VERSION_TIMEOUT_MS = 20_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;
const E2E = join(root, "e2e");

/**
 * Whether the browser starts at all: a launcher without its package behind it, or one that lacks a
 * shared library, exists and does not.
 *
 * @param {string} path
 */
async function works(path) {
  if (!existsSync(path)) return false;
  return (
    (await run(path, ["--version"], { quiet: true, timeoutMs: VERSION_TIMEOUT_MS })).code === 0
  );
}

/** @param {string[]} paths */
async function firstThatWorks(paths) {
  for (const path of paths) if (await works(path)) return path;
  return null;
}

function systemPlaces() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [
    ...COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command))),
    ...APPLICATIONS,
  ];
}

/** Where Playwright keeps its own download, whether or not it is there. */
function playwrightPlace() {
  const require = createRequire(join(E2E, "package.json"));
  /** @type {{ chromium: { executablePath(): string } }} */
  const { chromium } = require("playwright");
  return chromium.executablePath();
}

async function downloadWithPlaywright() {
  console.log("No Chromium on this machine: trying Playwright's download.");
  const cli = join(E2E, "node_modules", "playwright", "cli.js");
  const args = [cli, "install", "--no-shell", "chromium"];
  await runNode(args, { cwd: E2E, quiet: true, timeoutMs: DOWNLOAD_TIMEOUT_MS });
  return firstThatWorks([playwrightPlace()]);
}

async function installFromDebian() {
  await installWithApt(["chromium"]);
  return firstThatWorks(systemPlaces());
}

/** @type {Promise<string> | null} */
let searched = null;

/**
 * The path of a Chromium that starts: the one that CHROMIUM_PATH names, the system's, Playwright's,
 * or one that is installed now.
 *
 * @returns {Promise<string>}
 */
export function findChromium() {
  searched ??= search();
  return searched;
}

/**
 * Begins the search, and an installation where there is none: that waits for the network, while what
 * is done meanwhile waits for the processor. What comes of it `findChromium` tells.
 */
export function expectChromium() {
  findChromium().catch(() => {});
}

/** @returns {Promise<string>} */
async function search() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await works(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and that does not start. Name a Chromium's path.`);
  }
  const found =
    (await firstThatWorks(systemPlaces())) ??
    (await firstThatWorks([playwrightPlace()])) ??
    (await downloadWithPlaywright()) ??
    (await installFromDebian());
  if (found) return found;
  throw new Error(
    "The browser tests need a Chromium and none could be found or installed. Install Chromium or " +
      "Google Chrome, or set CHROMIUM_PATH to one.",
  );
}
