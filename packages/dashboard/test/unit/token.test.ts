import { expect, test } from "vitest";
import { createTokenStore, isSendableToken, takeToken } from "../../src/socket/token.ts";

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

/** Of a browser, what the store needs. */
function browser(stored: Record<string, string> = {}) {
  const kept = new Map(Object.entries(stored));
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  };
  return { localStorage, addEventListener: () => {} } as unknown as Window;
}

test("a token that was only tried does not take the kept one's place until it is right", () => {
  const window = browser({ "clusterdeck.token": "kept" });
  const tokens = createTokenStore(window);
  tokens.try("planted");
  expect(tokens.read()).toBe("planted");
  expect(createTokenStore(window).read()).toBe("kept");
  tokens.forget("planted");
  expect(tokens.read()).toBe("kept");
  tokens.try("newer");
  tokens.keep();
  expect(createTokenStore(window).read()).toBe("newer");
  tokens.forget("newer");
  expect(tokens.read()).toBeNull();
});

test("a tab that hears late that its token was refused leaves the one that another tab has kept", () => {
  const window = browser();
  const [awake, asleep] = [createTokenStore(window), createTokenStore(window)];
  for (const tokens of [awake, asleep]) {
    tokens.try("old");
    tokens.keep();
  }
  awake.forget("old");
  awake.try("new");
  awake.keep();
  asleep.forget("old");
  expect(asleep.read()).toBe("new");
  expect(createTokenStore(window).read()).toBe("new");
});

test("without storage the token lives in the page, until it is refused", () => {
  const forbidden = () => {
    throw new Error("storage is forbidden");
  };
  const localStorage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
  const tokens = createTokenStore({ localStorage } as unknown as Window);
  tokens.try("given");
  tokens.keep();
  expect(tokens.read()).toBe("given");
  tokens.forget("another");
  expect(tokens.read()).toBe("given");
  tokens.forget("given");
  expect(tokens.read()).toBeNull();
});
