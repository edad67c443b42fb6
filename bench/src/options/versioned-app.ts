import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * An app of two files in a folder of its own, which goes with this process: a server, and the module
 * that it answers with.
 */
export interface VersionedApp {
  readonly entry: string;
  /** Writes the module anew: the app answers with that number once it is loaded again. */
  readonly save: (version: number) => void;
}

const SERVER = `
const { createServer } = require("node:http");
const version = require("./version.js");

createServer((_request, response) => response.end(version)).listen(process.env.PORT);
`;

export function createVersionedApp(): VersionedApp {
  const folder = mkdtempSync(join(tmpdir(), "clusterdeck-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const save = (version: number) => {
    writeFileSync(join(folder, "version.js"), `module.exports = "${version}";\n`);
  };
  const entry = join(folder, "server.js");
  writeFileSync(join(folder, "package.json"), "{}\n");
  writeFileSync(entry, SERVER);
  save(0);
  return { entry, save };
}
