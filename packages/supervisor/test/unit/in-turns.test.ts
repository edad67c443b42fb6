import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurns } from "../../src/stream/in-turns.ts";

test("the first are served at once, the others a few in each turn of the loop", async () => {
  const served: number[] = [];
  inTurns(new Set([1, 2, 3, 4, 5]), 2, (member) => served.push(member));
  expect(served).toEqual([1, 2]);
  await turn();
  expect(served).toEqual([1, 2, 3, 4]);
  await turn();
  expect(served).toEqual([1, 2, 3, 4, 5]);
});

test("one that leaves before its turn is not served, and one that comes is not either", async () => {
  const served: number[] = [];
  const members = new Set([1, 2, 3]);
  inTurns(members, 1, (member) => served.push(member));
  members.delete(3);
  members.add(4);
  await turn();
  await turn();
  await turn();
  expect(served).toEqual([1, 2]);
});

test("what follows comes to each member after what was before", async () => {
  const served: string[] = [];
  const members = new Set(["a", "b", "c"]);
  inTurns(members, 1, (member) => served.push(`${member}1`));
  inTurns(members, 1, (member) => served.push(`${member}2`));
  await turn();
  await turn();
  for (const member of members) {
    expect(served.indexOf(`${member}2`)).toBeGreaterThan(served.indexOf(`${member}1`));
  }
});
