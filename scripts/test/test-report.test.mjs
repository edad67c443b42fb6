import { describe, expect, test } from "vitest";
import { addCounts, countPlaywright, countVitest } from "../lib/test-report.mjs";

describe("the count at the end of npm test", () => {
  test("takes a test file that cannot be loaded for a failure", () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 0,
      numTodoTests: 1,
      testResults: [
        { status: "passed", assertionResults: [{}, {}, {}] },
        { status: "failed", assertionResults: [{}] },
        { status: "failed", assertionResults: [] },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  test("takes a browser test that passed only when retried for a failure", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  test("adds up", () => {
    const a = { passed: 1, failed: 2, skipped: 3 };
    expect(addCounts(a, a)).toEqual({ passed: 2, failed: 4, skipped: 6 });
  });
});
