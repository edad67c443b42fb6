import { existsSync } from "node:fs";
import { createServer } from "node:http";

const { PORT, REPAIR_FILE } = process.env;
if (!existsSync(REPAIR_FILE)) throw new RangeError("The app has not been repaired yet");
createServer((_request, response) => response.end("ok")).listen(Number(PORT));
