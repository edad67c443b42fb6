import { expect, test } from "vitest";
import { isSendableToken, takeToken } from "../../src/socket/token.ts";

test("the token is taken out of the fragment", () => {
  expect(takeToken("#token=abc_DEF-123")).toEqual({ token: "abc_DEF-123", hash: "" });
});

test("what else the fragment holds stays in it", () => {
  expect(takeToken("#worker=3&token=abc")).toEqual({ token: "abc", hash: "#worker=3" });
});

test("a fragment without a token is left as it is", () => {
  expect(takeToken("#worker=3")).toEqual({ token: null, hash: "#worker=3" });
  expect(takeToken("")).toEqual({ token: null, hash: "" });
});

test("an empty token is none, and is taken out all the same", () => {
  expect(takeToken("#token=")).toEqual({ token: null, hash: "" });
});

test("a token that could be in no header is told before it is sent", () => {
  expect(isSendableToken("k3_x-Y.z~9")).toBe(true);
  const unsendable = ["", "two words", "a,b", "ü", "a\nb", 'a"b'];
  expect(unsendable.filter(isSendableToken)).toEqual([]);
});
