"use strict";
const http = require("node:http");

// What a forgotten setting looks like: DATABASE_URL is not there, so `split` is read of undefined.
function readConfig(env) {
  const [user, host] = env.DATABASE_URL.split("@");
  return { user, host, port: Number(env.PORT ?? 3005) };
}

const config = readConfig(process.env);

http
  .createServer((request, response) => response.end(`Connected to ${config.host}\n`))
  .listen(config.port, () => console.log(`listening on http://localhost:${config.port}`));
