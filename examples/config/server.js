import { createServer } from "node:http";

const server = createServer((_request, response) => {
  response.end(`worker ${process.pid}, jobs: ${process.env.DOES_JOBS ?? "no"}\n`);
});

server.listen(process.env.PORT ?? 3010, () => {
  console.log(`listening, jobs: ${process.env.DOES_JOBS ?? "no"}`);
});
