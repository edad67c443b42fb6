import { expect, test } from "vitest";
import { formatAgo } from "../../src/format/ago.ts";
import { causedBy, messageWithCause } from "../../src/format/caused-by.ts";
import { formatElapsed, formatRemaining, formatShort } from "../../src/format/duration.ts";
import { byWords, exitStatus, isUnasked } from "../../src/format/exit.ts";
import { formatCount, plural } from "../../src/format/number.ts";
import {
  bytesQuantity,
  coresQuantity,
  joinQuantity,
  latencyQuantity,
  shareQuantity,
} from "../../src/format/quantity.ts";

const MB = 1024 * 1024;

test("what was not measured is a dash, and never 0", () => {
  expect(formatCount(null)).toBe("–");
  expect(latencyQuantity(null).value).toBe("–");
  expect(bytesQuantity(null).value).toBe("–");
  expect(shareQuantity(null).value).toBe("–");
  expect(coresQuantity(null, 4).value).toBe("–");
  expect(formatCount(0)).toBe("0");
});

test("counts are grouped, and small ones keep a decimal", () => {
  expect([0.04, 0.4, 2, 7.25, 9.97, 42.4, 1842.3, 1_234_567].map(formatCount)).toEqual([
    "0.04",
    "0.4",
    "2",
    "7.3",
    "10",
    "42",
    "1,842",
    "1,234,567",
  ]);
});

test("memory is in MB of 1,024 × 1,024 bytes, and in GB when large", () => {
  expect(joinQuantity(bytesQuantity(74.2 * MB))).toBe("74.2 MB");
  expect(joinQuantity(bytesQuantity(477 * MB))).toBe("477 MB");
  expect(joinQuantity(bytesQuantity(1.5 * 1024 * MB))).toBe("1.50 GB");
});

test("latency keeps three figures at most, and turns to seconds", () => {
  const shown = [0.42, 4.13, 9.96, 47.3, 999, 1250, 12_400].map((ms) =>
    joinQuantity(latencyQuantity(ms)),
  );
  expect(shown).toEqual(["0.42 ms", "4.1 ms", "10 ms", "47 ms", "999 ms", "1.3 s", "12 s"]);
});

test("CPU of the fleet is in cores", () => {
  expect(joinQuantity(coresQuantity(446, 8))).toBe("4.46 of 8 cores");
  expect(joinQuantity(coresQuantity(50, 1))).toBe("0.50 of 1 core");
});

test("elapsed time is in its two largest units", () => {
  const shown = [0, 8_900, 724_000, 12_000_000, 190_800_000].map(formatElapsed);
  expect(shown).toEqual(["0s", "8s", "12m 04s", "3h 20m", "2d 05h"]);
  expect(formatElapsed(-5)).toBe("0s");
});

test("a short stretch has tenths where they can be read", () => {
  const shown = [4.8, 64.4, 812, 2400, 18_400, 61_000].map(formatShort);
  expect(shown).toEqual(["4.8 ms", "64 ms", "812 ms", "2.4 s", "18 s", "1m 01s"]);
});

test("a countdown stays in seconds and ends at 0", () => {
  expect([12_400, 9_940, 2_400, 40, -300].map(formatRemaining)).toEqual([
    "13 s",
    "9.9 s",
    "2.4 s",
    "0.0 s",
    "0.0 s",
  ]);
});

test("one is not many", () => {
  expect([plural(1, "restart"), plural(0, "restart"), plural(1200, "restart")]).toEqual([
    "1 restart",
    "0 restarts",
    "1,200 restarts",
  ]);
});

test("an exit is told as the operating system gave it", () => {
  expect(exitStatus({ code: 1, signal: null })).toBe("exit 1");
  expect(exitStatus({ code: null, signal: "SIGKILL" })).toBe("SIGKILL");
});

test("an end that a person or a limit asked for is no crash", () => {
  expect(isUnasked("crash")).toBe(true);
  expect(isUnasked("external-signal")).toBe(true);
  expect(isUnasked("command")).toBe(false);
  expect(isUnasked("reload")).toBe(false);
});

test("who brought an end about is told in words, a name unknown to the page too", () => {
  expect(["api", "app", "cron"].map(byWords)).toEqual([
    "asked for over the API",
    "on its own",
    "by cron",
  ]);
});

test("how long ago something was is one unit", () => {
  const shown = [-50, 1999, 12_900, 200_000, 7_500_000, 90_000_000, 200_000_000].map(formatAgo);
  expect(shown).toEqual([
    "just now",
    "just now",
    "12 s ago",
    "3 min ago",
    "2 h ago",
    "1 day ago",
    "2 days ago",
  ]);
});

test("who caused an event is said once", () => {
  expect(causedBy({ message: "serves", by: "app" })).toBe("by the app");
  expect(causedBy({ message: "SIGKILL by you", by: "you" })).toBeNull();
  expect(messageWithCause({ message: "was sent SIGHUP", by: "api" })).toBe(
    "was sent SIGHUP (by the API)",
  );
});
