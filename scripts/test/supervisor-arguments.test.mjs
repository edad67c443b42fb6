import { describe, expect, test } from "vitest";
import { OPTIONS } from "../../packages/supervisor/src/options/option-table.ts";
import { supervisorArguments, VALUE_OPTIONS } from "../lib/supervisor-arguments.mjs";

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

  test.each(["no-such-app.mjs", "examples/htpp"])(
    "takes %s, which does not exist, for an entry, so that the error names it",
    (entry) => {
      expect(supervisorArguments([entry])).toEqual(["--workers", "4", entry]);
    },
  );

  test("takes an option's value for no entry, be it a folder's name", () => {
    expect(supervisorArguments(["--allowed-host", "docs"]).at(-1)).toBe("examples/http/server.js");
  });

  test("knows which options of the supervisor have a value", () => {
    const withValue = Object.entries(OPTIONS).filter(([, { kind }]) => kind === "value");
    expect(VALUE_OPTIONS).toEqual(withValue.map(([name]) => name));
  });
});
