/** A line of the table: what was measured, in words, and whether it is as it must be. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  readonly mustBe: string;
  /** Null where nothing is asked of it. */
  readonly isMet: boolean | null;
}

/** @param limit what `value` must be at most */
export function atMost(name: string, value: number, limit: number, say = shown): Figure {
  return { name, measured: say(value), mustBe: `at most ${limit}`, isMet: value <= limit };
}

export function atLeast(name: string, value: number, limit: number, say = shown): Figure {
  return { name, measured: say(value), mustBe: `at least ${limit}`, isMet: value >= limit };
}

/** For comparison; nothing is asked of it. */
export function told(name: string, measured: string): Figure {
  return { name, measured, mustBe: "", isMet: null };
}

/** Tells of each figure that is not as it must be. @returns whether there is one */
export function tellMissed(figures: readonly Figure[]): boolean {
  const missed = figures.filter(({ isMet }) => isMet === false);
  for (const { name, measured, mustBe } of missed) {
    console.error(`FAILED: ${name}: ${measured}, must be ${mustBe}`);
  }
  return missed.length > 0;
}

export function shown(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(Math.abs(value) < 2 ? 3 : 1);
}

export function tableOf(figures: readonly Figure[]): string[] {
  return [
    "| figure | measured | must be |",
    "| --- | --- | --- |",
    ...figures.map(({ name, measured, mustBe }) => `| ${name} | ${measured} | ${mustBe} |`),
  ];
}
