"use strict";
const express = require("express");

const port = Number(process.env.PORT ?? 3001);
const app = express();

app.get("/", (request, response) => {
  response.json({ pid: process.pid, hello: request.query.name ?? "world" });
});

app.get("/error", () => {
  throw new Error("An error that Express answers with a 500");
});

app.listen(port, (error) => {
  if (error) throw error;
  console.log(`listening on http://localhost:${port}`);
});
