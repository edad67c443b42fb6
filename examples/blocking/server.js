"use strict";
const http = require("node:http");

const port = Number(process.env.PORT ?? 3006);

/** Blocks the event loop: nothing else in this process runs until it returns. */
function blockFor(durationMs) {
  const end = performance.now() + durationMs;
  while (performance.now() < end);
}

function spinForever() {
  for (;;);
}

http
  .createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    if (pathname === "/block") blockFor(Number(searchParams.get("ms") ?? 5000));
    if (pathname === "/spin") spinForever();
    response.end(`Hello from ${process.pid}\n`);
  })
  .listen(port, () => console.log(`listening on http://localhost:${port}`));
