import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that systems give to connections by themselves: one of those may be taken at any time. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** A port of the loopback that nobody holds, for a server whose port must survive its restart. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return false;
    throw error;
  }
  server.close();
  await once(server, "close");
  return true;
}
