import {
  COMMANDS_PATH,
  CONVERSATION_PATH,
  LOGS_PATH,
  METRICS_PATH,
  OPENAPI_PATH,
  RECORDING_PATH,
  STATE_PATH,
  STREAM_PATH,
  WORKERS_PATH,
  type CommandResult,
  type ConversationEntry,
  type LogEntry,
} from "@clusterdeck/shared";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply } from "fastify";
import { QUERY_MESSAGES } from "../conversation/limits.ts";
import { QUERY_LINES } from "../log/limits.ts";
import type { SlotBook } from "../log/slot-book.ts";
import { familiesOf } from "../openmetrics/families.ts";
import type { Tally } from "../openmetrics/tally.ts";
import { OPENMETRICS_TYPE, openMetricsText } from "../openmetrics/text.ts";
import type { CommandDesk } from "../stream/command-desk.ts";
import type { SlotChannels } from "../stream/slot-channels.ts";
import { parseCommand } from "../stream/parse-message.ts";
import {
  COMMAND_BURST,
  COMMANDS_PER_SECOND,
  createRateLimit,
  TOO_MANY_COMMANDS,
} from "../stream/rate-limit.ts";
import { openSession } from "../stream/session.ts";
import type { Sessions } from "../stream/sessions.ts";
import { resumePointOf } from "./resume-query.ts";
import { parseLatestQuery, type CountParameter } from "./latest-query.ts";
import { OPENAPI } from "./openapi.ts";
import { Problem, sendProblem } from "./problem.ts";
import { recordingText, type RecordingParts } from "./recording.ts";
import { readWorkerDetail } from "./worker-detail.ts";

export interface RouteParts extends RecordingParts {
  readonly desk: CommandDesk;
  readonly channels: readonly SlotChannels[];
  readonly tally: Tally;
  readonly isReady: () => boolean;
}

const MOST_CLIENTS = 100;

export function addHealthRoutes(app: FastifyInstance, isReady: () => boolean): void {
  const config = { isPublic: true };
  app.get("/healthz", { config }, async () => ({ status: "ok" }));
  app.get("/readyz", { config }, async (_request, reply) => {
    if (isReady()) return { status: "ready" };
    return reply.code(503).send({ status: "no worker serves" });
  });
}

export function addApiRoutes(app: FastifyInstance, parts: RouteParts): void {
  const { feed, desk } = parts;
  app.get(METRICS_PATH, (_request, reply) =>
    reply
      .type(OPENMETRICS_TYPE)
      .send(openMetricsText(familiesOf(feed.snapshot(), parts.tally.read()))),
  );
  app.get(OPENAPI_PATH, async () => OPENAPI);
  app.get(STATE_PATH, async () => feed.snapshot());
  app.get(LOGS_PATH, (request, reply) =>
    reply.send(latestPage(parts, parts.logBook, QUERY_LINES, request.query)),
  );
  app.get(CONVERSATION_PATH, (request, reply) =>
    reply.send(latestPage(parts, parts.conversation, QUERY_MESSAGES, request.query)),
  );
  app.get<{ Params: { slot: string } }>(`${WORKERS_PATH}/:slot`, (request, reply) =>
    reply.send(readWorkerDetail(parts, request.params.slot)),
  );
  app.get(RECORDING_PATH, (_request, reply) =>
    reply.type("application/json").send(Readable.from(recordingText(parts))),
  );
  const rate = createRateLimit(COMMANDS_PER_SECOND, COMMAND_BURST);
  app.post(COMMANDS_PATH, async (request, reply) => {
    if (!rate.allow(performance.now())) return sendProblem(reply, "too-many", TOO_MANY_COMMANDS);
    const parsed = parseCommand(request.body);
    if (!parsed.ok) return sendProblem(reply, parsed.error.code, parsed.error.message);
    return sendResult(reply, desk.run(parsed.value, "api"));
  });
}

function latestPage<Entry extends LogEntry | ConversationEntry>(
  { feed, isSlot }: RouteParts,
  book: SlotBook<Entry>,
  parameter: CountParameter,
  query: unknown,
): { epoch: string; entries: Entry[] } {
  const { slot, count } = parseLatestQuery(query as Record<string, unknown>, parameter);
  if (slot !== null && !book.has(slot) && !isSlot(slot)) {
    throw new Problem("no-such-slot", `There is no slot ${slot}.`);
  }
  const room = { ...book.rooms.slot, lines: count };
  return { epoch: feed.epoch, entries: book.latest(slot === null ? "all" : [slot], room) };
}

function sendResult(reply: FastifyReply, result: CommandResult): FastifyReply {
  if (result.error !== undefined) {
    const { id, type: command, error } = result;
    return sendProblem(reply, error.code, error.message, { id, command, error });
  }
  return reply.code(result.status === "accepted" ? 202 : 200).send(result);
}

/** Needs @fastify/websocket to be registered before. */
export function addStreamRoute(
  app: FastifyInstance,
  { feed, desk, channels }: RouteParts,
  sessions: Sessions,
): void {
  app.route({
    method: "GET",
    url: STREAM_PATH,
    handler: (_request, reply) =>
      sendProblem(reply, "upgrade-required", "This is a WebSocket: connect with an upgrade."),
    preValidation: async ({ query }) => {
      resumePointOf(query);
      if (sessions.isEnding) throw new Problem("shutting-down", "The supervisor is stopping.");
      if (sessions.size < MOST_CLIENTS) return;
      throw new Problem("too-many", `${MOST_CLIENTS} dashboards are open already.`);
    },
    wsHandler: (socket, request) => {
      const by = request.headers.origin === undefined ? "api" : "you";
      const from = resumePointOf(request.query);
      const transport = request.raw.socket;
      const session = openSession(socket, { feed, desk, channels, by, from, transport });
      sessions.add(session);
      socket.once("close", () => sessions.delete(session));
    },
  });
}
