import { fileURLToPath } from "node:url";
import {
  CLOSE,
  RECORDING_PATH,
  STREAM_PATH,
  WORKERS_PATH,
  type ClientMessage,
  type Command,
  type CommandResult,
  type ConversationMessage,
  type LogLine,
  type LogsMessage,
  type WatchedSlots,
} from "@clusterdeck/shared";
// By their files: the supervisor is the package that is published, whose exports are promises to those
// who install it, and the page is to be served here by what serves it there.
import { createDashboardApp } from "../../../supervisor/src/http/app.ts";
import { Problem } from "../../../supervisor/src/http/problem.ts";
import { createTokenGate } from "../../../supervisor/src/token/token-gate.ts";
import { succeeded } from "./answers.ts";
import { detailOf, recordingOf } from "./details.ts";
import { afterNews, afterSecond, type News } from "./passing.ts";
import { createReaders, isWatched, type Reader } from "./readers.ts";
import { snapshotOf, type World } from "./world.ts";

const HOST = "127.0.0.1";
const TOKEN = "the-token-of-a-stage";
const MOST_CONNECTIONS = 256;
const PAGE_FOLDER = fileURLToPath(new URL("../../../supervisor/dist/dashboard", import.meta.url));

/**
 * Stands in for a supervisor before the real page, and says what it is told to say. The page, its
 * headers and the check of the token are the supervisor's own.
 */
export interface Stage {
  readonly origin: string;
  readonly token: string;
  /** The page's address, with the token in the fragment. */
  readonly url: string;
  readonly world: () => World;
  /** All that pages have asked for, oldest first. */
  readonly commands: readonly Command[];
  /** Another scene from now on. Resolves when every page shows it. */
  readonly show: (scene: World) => Promise<void>;
  /** Resolves when every page has taken it in. */
  readonly change: (news: News) => Promise<void>;
  /** A second passes: the pages are sent its figures, which they do not acknowledge. */
  readonly second: () => void;
  /**
   * Has seconds pass as fast as the pages take their figures, and resolves when they have.
   *
   * @param ahead so many may be on their way at once; a page draws them together
   */
  readonly tick: (seconds?: number, ahead?: number) => Promise<void>;
  /** Told to those who watch the slot, and kept. */
  readonly log: (lines: readonly Omit<LogLine, "id">[]) => void;
  /** @param answer null: none. Without one every command is done. */
  readonly answerWith: (answer: (command: Command) => CommandResult | null) => void;
  /** Ends every stream, and refuses new ones until `comeBack`. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => void;
  readonly close: () => Promise<void>;
}

/** @throws what went wrong in its routes, when it is closed */
export async function openStage(scene: World): Promise<Stage> {
  const readers = createReaders();
  const commands: Command[] = [];
  const errors: unknown[] = [];
  let world = scene;
  let scenes = 1;
  let isAway = false;
  let answer: (command: Command) => CommandResult | null = succeeded;

  const obey = (reader: Reader, message: ClientMessage) => {
    switch (message.type) {
      case "ping":
        return reader.say({ type: "pong", id: message.id });
      case "ack":
        reader.acknowledgedSeq = message.seq;
        return readers.look();
      case "resync":
        return reader.say(snapshotOf(world));
      case "logs":
        reader.watched = message.slots;
        return sendLogs(reader, world, true);
      case "conversation":
        return reader.say(conversationOf(world, message.slots));
      default: {
        commands.push(message);
        const result = answer(message);
        if (result !== null) reader.say(result);
      }
    }
  };

  const app = await createDashboardApp({
    guard: { tokens: createTokenGate(TOKEN, false), boundHost: HOST, allowedHosts: [] },
    maxConnections: MOST_CONNECTIONS,
    pageFolder: PAGE_FOLDER,
    onError: (error) => errors.push(error),
  });
  app.get<{ Params: { slot: string } }>(`${WORKERS_PATH}/:slot`, async ({ params }) => {
    const detail = detailOf(world, Number(params.slot));
    if (detail === null) throw new Problem("no-such-slot", `There is no slot ${params.slot}.`);
    return detail;
  });
  app.get(RECORDING_PATH, async () => recordingOf(world));
  app.route({
    method: "GET",
    url: STREAM_PATH,
    preValidation: async () => {
      if (isAway) throw new Problem("shutting-down", "The supervisor is stopping.");
    },
    handler: async () => {
      throw new Problem("upgrade-required", "This is a WebSocket: connect with an upgrade.");
    },
    wsHandler: (socket) => {
      const reader = readers.add(socket);
      reader.say(snapshotOf(world));
      socket.on("message", (data: Buffer) =>
        obey(reader, JSON.parse(data.toString("utf8")) as ClientMessage),
      );
    },
  });
  const origin = await app.listen({ host: HOST, port: 0 });

  const change = (news: News) => {
    const passed = afterNews(world, news);
    ({ world } = passed);
    readers.each(({ say }) => say(passed.message));
    return readers.caughtUp(world.seq);
  };

  const second = () => {
    const passed = afterSecond(world);
    ({ world } = passed);
    readers.each(({ say }) => say(passed.message));
  };

  return {
    origin,
    token: TOKEN,
    url: `${origin}/#token=${TOKEN}`,
    world: () => world,
    commands,
    async show(next) {
      scenes += 1;
      world = { ...next, epoch: `${next.epoch}-${scenes}` };
      readers.each((reader) => {
        reader.acknowledgedSeq = world.seq - 1;
        reader.say(snapshotOf(world));
      });
      await readers.caughtUp(world.seq);
    },
    change,
    second,
    async tick(seconds = 1, ahead = 1) {
      for (let passed = 0; passed < seconds; passed += 1) {
        second();
        // Figures have no number that a page could acknowledge; a change without news has.
        if ((passed + 1) % ahead === 0 || passed + 1 === seconds) await change({});
      }
    },
    log(lines) {
      const lastId = world.logs.at(-1)?.id ?? 0;
      const logs = lines.map((line, index) => ({ ...line, id: lastId + index + 1 }));
      world = { ...world, logs: [...world.logs, ...logs] };
      readers.each((reader) => sendLogs(reader, { ...world, logs }, false));
    },
    answerWith: (next) => {
      answer = next;
    },
    async goAway() {
      isAway = true;
      await readers.close(CLOSE.goingAway, "the supervisor stops");
    },
    comeBack: () => {
      isAway = false;
    },
    async close() {
      await readers.close(CLOSE.goingAway, "the supervisor stops");
      await app.close();
      if (errors.length > 0) throw new AggregateError(errors, "the stage failed");
    },
  };
}

function conversationOf({ epoch, conversation }: World, slots: WatchedSlots): ConversationMessage {
  const entries = conversation.filter((entry) => isWatched(slots, entry));
  return { type: "conversation", epoch, slots, recent: true, skipped: 0, entries };
}

function sendLogs(reader: Reader, { epoch, logs }: World, recent: boolean): void {
  const { watched } = reader;
  if (watched.length === 0) return;
  const entries = logs.filter((entry) => isWatched(watched, entry));
  if (entries.length === 0 && !recent) return;
  const message: LogsMessage = { type: "logs", epoch, slots: watched, recent, skipped: 0, entries };
  reader.say(message);
}
