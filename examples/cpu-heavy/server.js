"use strict";
const { createServer } = require("node:http");
const { join } = require("node:path");
const { Piscina } = require("piscina");

const port = Number(process.env.PORT ?? 3008);
// Of each process of the app: workers times threads is what shares the machine's cores.
const threads = Number(process.env.THREADS ?? 2);
const HIGHEST = 50_000_000;

const pool = new Piscina({
  filename: join(__dirname, "primes.js"),
  minThreads: threads,
  maxThreads: threads,
  // What comes faster than it can be computed is refused, not heaped up.
  maxQueue: 16 * threads,
});

createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  const answer = (status, body) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(`${JSON.stringify(body)}\n`);
  };
  if (pathname !== "/primes") return answer(200, { pid: process.pid });

  const below = Number(searchParams.get("below") ?? 5_000_000);
  if (!Number.isInteger(below) || below < 2 || below > HIGHEST) {
    return answer(400, { error: `below must be a whole number from 2 to ${HIGHEST}` });
  }
  pool.run(below).then(
    (primes) => answer(200, { pid: process.pid, below, primes }),
    (error) => answer(503, { error: error.message }),
  );
}).listen(port, () => {
  console.log(`listening on http://localhost:${port}`);
});
