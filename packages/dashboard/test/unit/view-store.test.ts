import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createViewStore } from "../../src/view/view-store.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

/** What of a browser's window the store touches, with every address that was written to it. */
function fakeWindow(search = "") {
  const written: string[] = [];
  const listeners = new Map<string, () => void>();
  const location = { search, pathname: "/", hash: "" };
  const put = (how: string) => (_state: unknown, _title: string, address: string) => {
    written.push(`${how} ${address}`);
    location.search = address.slice(1);
  };
  const window = {
    location,
    history: { pushState: put("push"), replaceState: put("replace") },
    performance,
    setTimeout,
    clearTimeout,
    addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
  };
  const fire = (type: string) => listeners.get(type)?.();
  return { window: window as unknown as Window, written, location, fire };
}

test("a zoom, a filter and a theme are in the address at once", () => {
  const { window, written } = fakeWindow();
  const view = createViewStore(window);
  view.setState({ zoom: { from: 1000, to: 2000 } });
  expect(written).toEqual(["replace /?from=1000&to=2000"]);
  vi.advanceTimersByTime(1000);
  view.setState({ eventFilter: "crashes" });
  expect(written).toHaveLength(2);
});

test("of a wheel's many zooms the first and the last are written, and few between", () => {
  const { window, written, location } = fakeWindow();
  const view = createViewStore(window);
  for (let turn = 1; turn <= 60; turn += 1) {
    view.setState({ zoom: { from: 1000 + turn, to: 2000 } });
    vi.advanceTimersByTime(16);
  }
  vi.advanceTimersByTime(1000);
  expect(location.search).toBe("?from=1060&to=2000");
  expect(written.length).toBeLessThanOrEqual(5);
});

test("what is typed waits until the typing pauses", () => {
  const { window, written } = fakeWindow();
  const view = createViewStore(window);
  for (const text of ["c", "cr", "crash"]) {
    view.setState({ eventSearch: text });
    vi.advanceTimersByTime(100);
  }
  expect(written).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(written).toEqual(["replace /?find=crash"]);
});

test("what waits is written when the page is left", () => {
  const { window, written, fire } = fakeWindow();
  createViewStore(window).setState({ eventSearch: "crash" });
  fire("pagehide");
  expect(written).toEqual(["replace /?find=crash"]);
});

test("opening a worker is a step that Back undoes, and Back alone does", () => {
  const { window, written, location, fire } = fakeWindow();
  const view = createViewStore(window);
  view.setState({ worker: 3 });
  expect(written).toEqual(["push /?worker=3"]);
  vi.advanceTimersByTime(1000);
  view.setState({ eventFilter: "crashes", zoom: { from: 1000, to: 2000 }, theme: "light" });
  location.search = "";
  fire("popstate");
  expect(view.getState()).toMatchObject({ worker: null, eventFilter: "crashes", theme: "light" });
  expect(written.slice(2)).toEqual(["replace /?events=crashes&from=1000&to=2000&theme=light"]);
});

test("what waits to be written is written on the way back, to the entry that is left for", () => {
  const { window, written, location, fire } = fakeWindow();
  const view = createViewStore(window);
  view.setState({ worker: 3 });
  view.setState({ eventSearch: "crash" });
  location.search = "";
  fire("popstate");
  vi.advanceTimersByTime(1000);
  expect(written.slice(1)).toEqual(["replace /?find=crash"]);
});

test.each([
  ["?find=a%20b", { worker: null, eventSearch: "" }, "replace /"],
  ["?worker=abc", { worker: null, eventSearch: "" }, "replace /"],
  ["?worker=7&events=nonsense", { worker: 7, eventSearch: "" }, "replace /?worker=7"],
])("on the way to %s nothing that lies ahead is lost", (search, shown, address) => {
  const { window, written, location, fire } = fakeWindow();
  const view = createViewStore(window);
  view.setState({ worker: 3 });
  location.search = search;
  fire("popstate");
  expect(view.getState()).toMatchObject(shown);
  expect(written.slice(1)).toEqual([address]);
});
