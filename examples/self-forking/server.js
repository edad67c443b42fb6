"use strict";
// As in the textbooks: the app forks its own workers. Under clusterdeck each process is a worker
// already, so the first branch is never taken and the file runs unchanged.
const cluster = require("node:cluster");
const http = require("node:http");
const os = require("node:os");

const port = Number(process.env.PORT ?? 3004);

if (cluster.isMaster) {
  for (let cpu = 0; cpu < os.cpus().length; cpu += 1) cluster.fork();
  cluster.on("exit", () => cluster.fork());
} else {
  http
    .createServer((request, response) => {
      response.end(`Worker ${cluster.worker.id}, pid ${process.pid}\n`);
    })
    .listen(port, () => console.log(`listening on http://localhost:${port}`));
}
