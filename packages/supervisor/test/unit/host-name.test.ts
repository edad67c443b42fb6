import { expect, test } from "vitest";
import { browserHost } from "../../src/options/host-name.ts";

test.each([
  ["Dev.Test", "dev.test"],
  ["::1", "[::1]"],
  ["2001:DB8:0:0::5", "[2001:db8::5]"],
  ["[2001:db8::5]", "[2001:db8::5]"],
  ["::0", "[::]"],
  ["0", "0.0.0.0"],
  ["127.1", "127.0.0.1"],
])("%s is what a browser calls %s", (text, name) => {
  expect(browserHost(text)).toBe(name);
});

test.each(["dev.test:8080", "[::1]:80", "a b", "a/b", "a@b", "", "::x", "999.1.1.1"])(
  "%j is no name that a request could be sent to",
  (text) => {
    expect(browserHost(text)).toBeNull();
  },
);
