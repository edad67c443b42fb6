import {
  CONVERSATION_PATH,
  type ConversationEntry,
  type ConversationMessage,
  type ConversationPage,
  type ServerMessage,
} from "@clusterdeck/shared";
import { openStream, type Supervisor } from "@clusterdeck/testkit";
import { describe, expect } from "vitest";
import { fixture, test } from "./support/supervise.ts";

const entry = fixture("answers-its-messages.js");

const isConversation = (message: ServerMessage): message is ConversationMessage =>
  message.type === "conversation";

async function conversationOf(supervisor: Supervisor, query = ""): Promise<ConversationEntry[]> {
  const answer = await supervisor.request(`${CONVERSATION_PATH}${query}`);
  return ((await answer.json()) as ConversationPage).entries;
}

/** What was said, by whom, in the order in which it was. */
const said = (entries: readonly ConversationEntry[]) =>
  entries.map((one) => [one.by, "text" in one ? (JSON.parse(one.text) as unknown) : one.dropped]);

describe("the conversation with the app", () => {
  test("holds what each worker was sent and what it said, by slot and of all together", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    await supervisor.serving(2);
    await supervisor.command({ type: "message", slot: 1, payload: "one" });
    await expect.poll(async () => (await conversationOf(supervisor)).length).toBe(2);
    await supervisor.command({ type: "message", slot: "all", payload: ["all"] });
    await expect.poll(async () => (await conversationOf(supervisor)).length).toBe(6);

    expect(said(await conversationOf(supervisor, "?slot=2"))).toEqual([
      ["api", ["all"]],
      ["app", { heard: ["all"], sent: 0 }],
    ]);
    const all = await conversationOf(supervisor);
    expect(all.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6]);
    const { workers } = await supervisor.state();
    for (const { slot, pid, generation } of all) {
      expect({ pid, generation }).toEqual({
        pid: workers.find((worker) => worker.slot === slot)?.pid,
        generation: 1,
      });
    }
    expect(said(await conversationOf(supervisor, "?messages=1"))).toEqual(said(all.slice(-1)));
  });

  test("comes over the stream as it is held, to those who asked for that slot alone", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 2 });
    await supervisor.serving(2);
    await supervisor.command({ type: "message", slot: 1, payload: "before" });
    await expect.poll(async () => (await conversationOf(supervisor)).length).toBe(2);

    const stream = openStream(supervisor);
    await stream.next((message) => message.type === "snapshot");
    stream.send({ type: "conversation", slots: [1] });
    const recent = await stream.next(isConversation);
    expect(recent).toMatchObject({ slots: [1], recent: true, skipped: 0 });
    stream.send({ type: "message", slot: 2, payload: "to another" });
    stream.send({ type: "message", slot: 1, payload: "now" });
    const answer = await stream.next(
      (message): message is ConversationMessage =>
        isConversation(message) &&
        !message.recent &&
        message.entries.some(({ by }) => by === "app"),
    );
    expect(answer).toMatchObject({ slots: [1] });
    const told = stream.messages.filter(isConversation).flatMap(({ entries }) => entries);
    expect(said(told)).toEqual([
      ["api", "before"],
      ["app", { heard: "before", sent: 0 }],
      ["api", "now"],
      ["app", { heard: "now", sent: 0 }],
    ]);
    expect(told).toEqual(await conversationOf(supervisor, "?slot=1"));
    stream.close();
  });

  test("is there to be read when the worker has died, under the generation that said it", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    await supervisor.command({ type: "message", slot: 1, payload: "first life" });
    await expect.poll(async () => (await conversationOf(supervisor)).length).toBe(2);
    await supervisor.command({ type: "kill", slot: 1 });
    await supervisor.log.next(
      ({ event, generation }) => event === "worker:serving" && generation === 2,
    );
    await supervisor.command({ type: "message", slot: 1, payload: "second life" });
    await expect.poll(async () => (await conversationOf(supervisor)).length).toBe(4);
    const generations = (await conversationOf(supervisor, "?slot=1")).map((one) => one.generation);
    expect(generations).toEqual([1, 1, 2, 2]);
  });

  test("counts what an app says faster than it is kept, and loses count of nothing", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const times = 3_000;
    await supervisor.command({ type: "message", slot: 1, payload: { times } });
    const counted = (entries: readonly ConversationEntry[]) =>
      entries
        .filter(({ by }) => by === "app")
        .reduce((sum, one) => sum + ("dropped" in one ? one.dropped : 1), 0);
    await expect
      .poll(async () => counted(await conversationOf(supervisor)), { timeout: 10_000 })
      .toBe(times);
    expect((await conversationOf(supervisor)).some((one) => "dropped" in one)).toBe(true);
  });

  test("keeps the beginning of a long message, and says how long it was", async ({ supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    const long = 200_000;
    await supervisor.command({ type: "message", slot: 1, payload: { long } });
    await expect.poll(async () => (await conversationOf(supervisor)).length).toBe(3);
    const last = (await conversationOf(supervisor)).at(-1);
    expect(last).toMatchObject({ by: "app", length: long + 2 });
    expect(last !== undefined && "text" in last && last.text).toBe(`"${"é".repeat(4_095)}`);
  });

  test("closes a socket that the app hands over, since nobody is there to take it", async ({
    supervise,
  }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    await supervisor.serving(1);
    await expect(fetch(`http://127.0.0.1:${supervisor.appPort}/hand-over`)).rejects.toThrow(
      "fetch failed",
    );
    expect(said(await conversationOf(supervisor))).toEqual([["app", "take it"]]);
  });

  test.for([
    ["?slot=9", "no-such-slot", "There is no slot 9."],
    ["?lines=5", "malformed", 'The query takes "slot" and "messages", no "lines".'],
    ["?messages=0", "malformed", '"messages"'],
    ["?messages=201", "malformed", '"messages"'],
  ] as const)("refuses the query %s as %s", async ([query, code, detail], { supervise }) => {
    const supervisor = await supervise({ entry, workers: 1 });
    const answer = await supervisor.request(`${CONVERSATION_PATH}${query}`);
    const problem = (await answer.json()) as { code: string; detail: string };
    expect(problem.code).toBe(code);
    expect(problem.detail).toContain(detail);
  });
});
