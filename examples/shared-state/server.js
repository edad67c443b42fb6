import { createServer } from "node:http";
import { broadcast, counter, isSupervised, onBroadcast, store } from "clusterdeck/worker";

const visits = counter("visits");
let greeting = (await store.get("greeting")) ?? "Hello";

// Each worker has its copy at hand, and is told when it is another one.
onBroadcast((message) => {
  greeting = message.greeting;
});

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/greeting") {
    const next = searchParams.get("is") ?? "Hello";
    await store.set("greeting", next);
    const workers = await broadcast({ greeting: next });
    return response.end(`told ${workers} workers\n`);
  }
  const visit = await visits.increment();
  response.end(`${greeting}, visit ${visit}, answered by ${process.pid}\n`);
});

server.listen(process.env.PORT ?? 3008, () => {
  console.log(`worker ${process.pid} listens${isSupervised ? "" : ", and is on its own"}`);
});
