import Fastify from "fastify";

const app = Fastify({ logger: true });

app.get("/", async () => ({ pid: process.pid, hello: "world" }));

await app.listen({ port: Number(process.env.PORT ?? 3002) });
