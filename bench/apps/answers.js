// Answers each path with its own body, so that a client can tell a wrong or a short answer.
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createHttpsServer } from "node:https";

const { PORT, SERVES, TLS_KEY: key, TLS_CERTIFICATE: cert } = process.env;

const servers = {
  http: () => createServer(answer),
  https: () => createHttpsServer({ key, cert }, answer),
  http2: () => createSecureServer({ key, cert }, answer),
};

/** How long an answer takes, by the first part of its path. */
const delaysMs = {
  "/slow/": { least: 20, most: 80 },
  "/streamed/": { least: 200, most: 600 },
};

function answer(request, response) {
  const path = request.url;
  const body = path.repeat(32);
  response.setHeader("content-length", body.length);
  const prefix = Object.keys(delaysMs).find((each) => path.startsWith(each));
  if (prefix === undefined) return void response.end(body);
  const { least, most } = delaysMs[prefix];
  const half = body.length / 2;
  // The head and half of the body at once: what is promised in the head can no longer be changed.
  if (prefix === "/streamed/") response.write(body.slice(0, half));
  setTimeout(
    () => response.end(prefix === "/streamed/" ? body.slice(half) : body),
    least + Math.random() * (most - least),
  );
}

servers[SERVES]().listen(PORT);
