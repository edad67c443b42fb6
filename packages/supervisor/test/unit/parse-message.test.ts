import { COMMAND_TYPES } from "@clusterdeck/shared";
import { seeded } from "@clusterdeck/testkit";
import { describe, expect, it } from "vitest";
import { parseClientMessage, parseCommand, parseJson } from "../../src/stream/parse-message.ts";
import { messageText } from "../integration/fuzz/messages.ts";

const MESSAGES = 200_000;
const SEED = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const CONTROL_TYPES = ["ack", "ping", "resync", "logs", "conversation"];

describe("what a client says", () => {
  it(`is understood or refused, in ${MESSAGES} generated messages (FUZZ_SEED=${SEED})`, () => {
    const random = seeded(SEED);
    const met = { understood: 0, refused: 0, notJson: 0 };
    for (let count = 0; count < MESSAGES; count += 1) {
      const json = parseJson(messageText(random, count));
      if (!json.ok) {
        met.notJson += 1;
        continue;
      }
      const parsed = parseClientMessage(json.value);
      met[parsed.ok ? "understood" : "refused"] += 1;
      const command = parseCommand(json.value);
      if (!parsed.ok) {
        if (command.ok) throw new Error(`a command alone: ${JSON.stringify(json.value)}`);
        continue;
      }
      const known: readonly string[] = command.ok ? COMMAND_TYPES : CONTROL_TYPES;
      if (
        !known.includes(parsed.value.type) ||
        Object.getPrototypeOf(parsed.value) !== Object.prototype
      ) {
        throw new Error(`understood, and should not be: ${JSON.stringify(json.value)}`);
      }
    }
    for (const times of Object.values(met)) expect(times).toBeGreaterThan(MESSAGES / 50);
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 60_000);

  it.each([
    '{"type":{"toString":1,"valueOf":1}}',
    '{"type":["kill"],"slot":1}',
    `{"type":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
    '{"type":"__proto__"}',
    '{"type":"hasOwnProperty"}',
    '{"type":"fork","id":{"toString":1}}',
    '{"type":"kill","slot":1e999}',
    '{"type":"logs","slots":[1,1]}',
    '{"type":"conversation"}',
    '{"type":"ack","seq":-1}',
  ])("is refused and throws nothing: %.60s", (text) => {
    const json = parseJson(text);
    expect(json.ok && parseClientMessage(json.value).ok).toBe(false);
  });

  it.each([
    [
      '{"type":"message","slot":1,"payload":1,"x":1}',
      'Bad message command: it takes no "x"; it takes id, type, slot, generation, payload.',
    ],
    [
      '{"type":"message","slot":"1","payload":1}',
      'Bad message command at /slot: must be integer or "all".',
    ],
    [
      '{"type":"message","slot":0,"payload":1}',
      'Bad message command at /slot: must be >= 1 or "all".',
    ],
    ['{"type":"message","slot":1}', "Bad message command: must have required properties payload."],
    ['{"type":"kill","slot":1.5}', "Bad kill command at /slot: must be integer."],
    [
      '{"type":"kill","slot":1,"signal":"SIGX"}',
      "Bad kill command at /signal: must be one of SIGKILL, SIGTERM, SIGINT, SIGHUP, SIGUSR2, SIGSTOP, SIGCONT.",
    ],
    [
      '{"type":"dance"}',
      '"type" must be one of scale, fork, kill, restart, reload, retry, message.',
    ],
    ['{"type":"fork"', "The message is not valid JSON."],
    ["", "The message is not valid JSON."],
    [
      '{"type":"message","slot":1,"payload":{"__proto__":1}}',
      'A key "__proto__", or "constructor" with "prototype", is refused: use another name.',
    ],
  ])("is refused with what it may be: %s", (text, message) => {
    const json = parseJson(text);
    const parsed = json.ok ? parseClientMessage(json.value) : json;
    expect(!parsed.ok && parsed.error.message).toBe(message);
  });
});
