import { Validator } from "@seriousme/openapi-schema-validator";
import fastify from "fastify";
import { expect, it } from "vitest";
import { OPENAPI } from "../../src/http/openapi.ts";
import { addApiRoutes, addHealthRoutes, type RouteParts } from "../../src/http/routes.ts";

it("is valid OpenAPI 3.1", async () => {
  const result = await new Validator().validate(JSON.parse(JSON.stringify(OPENAPI)));
  expect(result).toEqual({ valid: true });
});

it("describes every route that there is, and no other", () => {
  const app = fastify();
  const routes: string[] = ["GET /api/v1/stream"];
  app.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) {
      if (one !== "HEAD") routes.push(`${one} ${url.replace(/:(\w+)/g, "{$1}")}`);
    }
  });
  addHealthRoutes(app, () => true);
  // What routes are made of is asked for when one is called.
  addApiRoutes(app, {} as RouteParts);
  const described = Object.entries(OPENAPI.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(routes.sort());
});
