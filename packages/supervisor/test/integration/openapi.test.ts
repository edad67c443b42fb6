import { Ajv2020 } from "ajv/dist/2020.js";
import { OPENAPI_PATH } from "@clusterdeck/shared";
import { expect } from "vitest";
import { rawRequest } from "./support/raw-request.ts";
import { fixture, test } from "./support/supervise.ts";

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { responses: Record<string, Response> }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
interface Response {
  readonly content?: Readonly<Record<string, { schema: { $ref?: string } }>>;
}

test("what each route answers is what its description says", async ({ supervise }) => {
  const supervisor = await supervise({ entry: fixture("listens.js"), workers: 2 });
  await supervisor.serving(2);
  const { paths, components } = (await (
    await supervisor.request(OPENAPI_PATH)
  ).json()) as Description;
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: "openapi", components });
  const expectDescribed = (
    path: string,
    method: string,
    { status, type = "", body }: { status: number; type: string | undefined; body: unknown },
  ) => {
    const mediaType = type.split(";")[0] ?? "";
    const ref = paths[path]?.[method]?.responses[status]?.content?.[mediaType]?.schema.$ref;
    expect(ref, `${method} ${path} answers ${status} with ${mediaType}`).toBeDefined();
    const isValid = ajv.validate({ $ref: `openapi${ref}` }, body);
    expect(ajv.errors ?? [], path).toEqual([]);
    expect(isValid).toBe(true);
  };
  const expectAsDescribed = async (
    path: string,
    method: "get" | "post",
    answer: globalThis.Response,
  ) => {
    const type = answer.headers.get("content-type") ?? undefined;
    expectDescribed(path, method, { status: answer.status, type, body: await answer.json() });
  };
  const get = (path: string) => supervisor.request(path);
  const post = (command: object) =>
    supervisor.request("/api/v1/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(command),
    });

  await expectAsDescribed("/api/v1/state", "get", await get("/api/v1/state"));
  await expectAsDescribed("/api/v1/logs", "get", await get("/api/v1/logs?lines=5"));
  await expectAsDescribed("/api/v1/logs", "get", await get("/api/v1/logs?slot=9"));
  const conversation = "/api/v1/conversation";
  await expectAsDescribed(conversation, "get", await get(`${conversation}?slot=2&messages=5`));
  await expectAsDescribed(conversation, "get", await get(`${conversation}?slot=9`));
  await expectAsDescribed(conversation, "get", await get(`${conversation}?lines=5`));
  await expectAsDescribed("/api/v1/workers/{slot}", "get", await get("/api/v1/workers/1"));
  await expectAsDescribed("/api/v1/workers/{slot}", "get", await get("/api/v1/workers/nine"));
  await expectAsDescribed("/api/v1/recording", "get", await get("/api/v1/recording"));
  await expectAsDescribed("/api/v1/stream", "get", await get("/api/v1/stream"));
  const commands = "/api/v1/commands";
  await expectAsDescribed(commands, "post", await post({ type: "scale", target: 3 }));
  await expectAsDescribed(
    commands,
    "post",
    await post({ type: "kill", slot: 1, signal: "SIGCONT" }),
  );
  await expectAsDescribed(commands, "post", await post({ type: "kill", slot: 99 }));
  await expectAsDescribed(commands, "post", await post({ type: "retry", slot: 1 }));
  await expectAsDescribed(commands, "post", await post({ type: "dance" }));

  // By hosts that no client sends by mistake: each route refuses them, the public ones included.
  const bearer = ["authorization", `Bearer ${supervisor.token}`];
  const refused = [
    { hosts: ["host", "evil.test"], status: 403 },
    { hosts: ["host", "localhost", "host", "localhost"], status: 400 },
  ];
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      for (const { hosts, status } of refused) {
        const answer = await rawRequest(supervisor, {
          path: path.replace("{slot}", "1"),
          method: method.toUpperCase(),
          headers: [...hosts, ...bearer],
        });
        expect(answer.status, `${method} ${path}`).toBe(status);
        const type = answer.headers["content-type"];
        expectDescribed(path, method, { status, type, body: JSON.parse(answer.body) });
      }
    }
  }
});
