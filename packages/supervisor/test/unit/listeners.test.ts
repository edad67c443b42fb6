import { describe, expect, it } from "vitest";
import { createListeners } from "../../src/api/listeners.ts";

/** As plain JavaScript may call it. */
function add(name: unknown, listener: unknown) {
  const listeners = createListeners();
  return () => listeners.add(name as "warning", listener as () => void);
}

describe("listeners of an embedded supervisor", () => {
  it("are taken for each kind of event, and for what is told beside", () => {
    for (const name of ["worker:died", "event", "output", "output-dropped", "warning"]) {
      expect(add(name, () => {})).not.toThrow();
    }
  });

  it.each([["nosuch"], ["toString"], [undefined], [Symbol("event")]])(
    "are refused for %s, with the events that there are",
    (name) => {
      expect(add(name, () => {})).toThrow(TypeError);
      expect(add(name, () => {})).toThrow(/^on: there is no event .*; there are event, output, .*/);
    },
  );

  it("are refused when they are no function", () => {
    const message = 'on: the listener of "event" is a function, not of type string';
    expect(add("event", "notfn")).toThrow(new TypeError(message));
  });
});
