// A supervisor in a program of its own: starts the http example, kills a worker and tells what follows.
import { fileURLToPath } from "node:url";
import { createSupervisor } from "clusterdeck";

const supervisor = await createSupervisor({
  entry: fileURLToPath(new URL("../http/server.js", import.meta.url)),
  workers: 2,
  dashboard: false,
});
supervisor.on("event", ({ kind, slot, message }) => {
  console.log(`${kind}${slot === null ? "" : `, worker ${slot}`}: ${message}`);
});

await supervisor.ready();
const served = new Promise((resolve) => supervisor.on("worker:serving", resolve));
supervisor.command({ type: "kill", slot: 1 });
await served;
await supervisor.stop();
