import { createServer } from "node:http";

process.on("SIGUSR2", () => process.exit(7));
createServer((_request, response) => response.end("ok")).listen(Number(process.env.PORT));
