// The dashboard in a server that a program has already: below /clusterdeck, beside what else it serves.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { createSupervisor } from "clusterdeck";

const supervisor = await createSupervisor({
  entry: fileURLToPath(new URL("../http/server.js", import.meta.url)),
  workers: 2,
  mount: "/clusterdeck",
});
const { mounted } = supervisor;

const server = createServer((request, response) => {
  if (mounted?.request(request, response)) return;
  response.end("The program's own. The workers are at /clusterdeck/\n");
});
server.on("upgrade", (request, socket, head) => {
  if (!mounted?.upgrade(request, socket, head)) socket.destroy();
});
server.listen(Number(process.env.PROGRAM_PORT ?? 3012), "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  console.log(`http://127.0.0.1:${port}/clusterdeck/#token=${mounted?.token()}`);
});

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.once(signal, () => {
    server.close();
    void supervisor.stop();
  });
}
