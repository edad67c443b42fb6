"use strict";
const http = require("node:http");

const port = Number(process.env.PORT ?? 3000);

/** Keeps a core busy, as rendering or hashing would. */
function work() {
  let sum = 0;
  for (let step = 0; step < 2_000_000; step += 1) sum += Math.sqrt(step);
  return sum;
}

const routes = {
  "/": (response) => response.end(`Hello from ${process.pid}\n`),
  "/slow": (response) => {
    setTimeout(() => response.end(`Slow hello from ${process.pid}\n`), 20 + Math.random() * 60);
  },
  "/work": (response) => response.end(`${work()} by ${process.pid}\n`),
};

function notFound(response) {
  response.writeHead(404).end("Try /, /slow or /work\n");
}

http
  .createServer((request, response) => {
    const route = routes[request.url.split("?")[0]] ?? notFound;
    route(response);
  })
  .listen(port, () => console.log(`listening on http://localhost:${port}`));
