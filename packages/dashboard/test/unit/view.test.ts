import { describe, expect, test } from "vitest";
import { WHOLE_VIEW, type View } from "../../src/view/view.ts";
import { formatView, parseView } from "../../src/view/view-query.ts";

describe("a view in the page's address", () => {
  const everything: View = {
    worker: 3,
    eventFilter: "crashes",
    eventSearch: "out of memory & 50%",
    zoom: { from: 1_000_000, to: 1_060_000 },
    theme: "light",
  };

  test("comes back from it as it was", () => {
    expect(parseView(formatView(everything, ""))).toEqual(everything);
  });

  test("that shows all leaves the address bare", () => {
    expect(formatView(WHOLE_VIEW, "")).toBe("");
    expect(parseView("")).toEqual(WHOLE_VIEW);
  });

  test("leaves what belongs to others in it", () => {
    expect(formatView({ ...WHOLE_VIEW, worker: 2 }, "?from-mail=1&worker=9")).toBe(
      "?from-mail=1&worker=2",
    );
  });

  test.each([
    ["?worker=0", "a slot begins at 1"],
    ["?worker=x", "not a number"],
    ["?worker=1e3", "not written as one"],
    ["?events=everything", "no such filter"],
    ["?theme=pink", "no such theme"],
    ["?from=5", "half a span"],
    ["?from=9&to=5", "a span that ends before it begins"],
  ])("with %s is as without it: %s", (query) => {
    expect(parseView(query)).toEqual(WHOLE_VIEW);
  });
});
