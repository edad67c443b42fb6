import { fileURLToPath } from "node:url";
import { measureKillToListening } from "../kill-to-listening.ts";
import type { SideName } from "../side.ts";

const FLAGS = ["--spares", "1"];

/** By what the app is made with. */
export const APPS = {
  "node:http": fileURLToPath(new URL("../../apps/hello.js", import.meta.url)),
  Express: fileURLToPath(new URL("../../apps/express.js", import.meta.url)),
};
export type AppName = keyof typeof APPS;

/** From SIGKILL to listening, in ms: the spare that takes over, and a plain fork. */
export function measureSpares(
  app: AppName,
  kills: number,
): Promise<Readonly<Record<SideName, readonly number[]>>> {
  return measureKillToListening(kills, { entry: APPS[app], flags: FLAGS });
}
