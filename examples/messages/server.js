// Each worker keeps a cache. A person may ask for what is in it, or have it emptied, from the page:
// "stats" or { "forget": "/a" }. Started with `node` there is nobody to talk to, and it serves alone.
import { createServer } from "node:http";

/** How often each path was asked for. */
const cache = new Map();

process.on("message", (message) => {
  if (message === "stats") process.send?.({ paths: Object.fromEntries(cache) });
  else if (typeof message?.forget === "string") {
    process.send?.({ forgotten: message.forget, was: cache.get(message.forget) ?? null });
    cache.delete(message.forget);
  } else process.send?.({ error: 'say "stats", or { "forget": "/path" }', not: message });
});

const server = createServer(({ url = "/" }, response) => {
  cache.set(url, (cache.get(url) ?? 0) + 1);
  response.end(`${url} was asked for ${cache.get(url)} times of ${process.pid}\n`);
});

server.listen(process.env.PORT ?? 3011, () => {
  console.log(`worker ${process.pid} listens`);
  process.send?.({ ready: process.pid });
});
