import { describe, expect, test } from "vitest";
import { supervisorArguments } from "../lib/supervisor-arguments.mjs";

describe("npm start", () => {
  test("alone runs the http example with 4 workers", () => {
    expect(supervisorArguments([])).toEqual(["--workers", "4", "examples/http/server.js"]);
  });

  test("with an entry runs that one, with 4 workers", () => {
    expect(supervisorArguments(["examples/express/server.js"])).toEqual([
      "--workers",
      "4",
      "examples/express/server.js",
    ]);
  });

  test.each([[["--workers", "2"]], [["--workers=2"]], [["-w", "2"]], [["-w2"]]])(
    "with %j leaves the count as given and runs the http example",
    (given) => {
      expect(supervisorArguments(given)).toEqual([...given, "examples/http/server.js"]);
    },
  );

  test("leaves what follows -- to the app", () => {
    expect(supervisorArguments(["--", "--workers", "app.js"])).toEqual([
      "--workers",
      "4",
      "examples/http/server.js",
      "--",
      "--workers",
      "app.js",
    ]);
  });

  test("takes an entry that does not exist for an entry, so that the error names it", () => {
    expect(supervisorArguments(["no-such-app.mjs"])).toEqual(["--workers", "4", "no-such-app.mjs"]);
  });
});
