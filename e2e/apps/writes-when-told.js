// SIGUSR2 has it write three hundred numbered lines, of which the last one is a coloured one on stderr.
import { createServer } from "node:http";

const LINES = 300;
let written = 0;

process.on("SIGUSR2", () => {
  const end = written + LINES;
  while (written < end - 1) console.log(`line ${(written += 1)}`);
  console.error(`\u001B[31mline ${(written += 1)}\u001B[0m <b>of stderr</b>`);
});
createServer((_request, response) => response.end("ok")).listen(Number(process.env.PORT));
