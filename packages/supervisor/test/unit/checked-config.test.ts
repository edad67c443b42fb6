import { expect, it } from "vitest";
import { checkedConfig } from "../../src/api/checked-config.ts";

it.each([[undefined], [null], ["server.js"], [["server.js"]], [{}], [{ workers: 2 }]])(
  "a program's configuration that names no entry is refused with what is taken: %j",
  (given) => {
    expect(() => checkedConfig(given)).toThrow(
      'createSupervisor takes a configuration with an entry, such as { entry: "server.js" }',
    );
  },
);

it("a program's configuration with an entry is taken", () => {
  const config = { entry: "server.js", log: true };
  expect(checkedConfig(config)).toBe(config);
});
