import { createServer } from "node:http";
import { broadcast, counter, isSupervised, onBroadcast, store } from "clusterdeck/worker";

const visits = counter("visits");
const kept = await store.get("greeting");
let greeting = typeof kept === "string" ? kept : "Hello";

// Each worker has its copy at hand, and is told when it is another one.
onBroadcast((message) => {
  if (typeof message === "string") greeting = message;
});

/** @param {URL} url */
async function answerTo({ pathname, searchParams }) {
  if (pathname === "/greeting") {
    const next = searchParams.get("is") ?? "Hello";
    await store.set("greeting", next);
    return `told ${await broadcast(next)} workers`;
  }
  return `${greeting}, visit ${await visits.increment()}, answered by ${process.pid}`;
}

const server = createServer((request, response) => {
  answerTo(new URL(request.url ?? "/", "http://localhost")).then(
    (text) => response.end(`${text}\n`),
    (error) => response.writeHead(503).end(`${error.message}\n`),
  );
});

server.listen(process.env.PORT ?? 3009, () => {
  console.log(`worker ${process.pid} listens${isSupervised ? "" : ", and is on its own"}`);
});
