import { createServer } from "node:http";

type Greeting = { pid: number; hello: string };

const port = Number(process.env["PORT"] ?? 3003);

createServer((_request, response) => {
  const greeting: Greeting = { pid: process.pid, hello: "TypeScript" };
  response.setHeader("content-type", "application/json").end(JSON.stringify(greeting));
}).listen(port, () => console.log(`listening on http://localhost:${port}`));
