import {
  Command,
  COMMANDS_PATH,
  CommandResult,
  CONVERSATION_PATH,
  ConversationPage,
  LogPage,
  LOGS_PATH,
  METRICS_PATH,
  OPENAPI_PATH,
  ProblemDetails,
  Recording,
  RECORDING_PATH,
  SlotNumber,
  Snapshot,
  STATE_PATH,
  STREAM_PATH,
  STREAM_SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
  WorkerDetail,
  WORKERS_PATH,
} from "@clusterdeck/shared";
import { QUERY_MESSAGES } from "../conversation/limits.ts";
import { QUERY_LINES } from "../log/limits.ts";
import { OPENMETRICS_TYPE } from "../openmetrics/text.ts";
import type { CountParameter } from "./latest-query.ts";
import { VERSION } from "../version.ts";

/** What is answered and taken, by name: the very schemas that both ends check with. */
const SCHEMAS = {
  Snapshot,
  LogPage,
  ConversationPage,
  WorkerDetail,
  Recording,
  Command,
  CommandResult,
  ProblemDetails,
};
type SchemaName = keyof typeof SCHEMAS;

const PROBLEM_TYPE = "application/problem+json";

const schemaOf = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` });

const json = (description: string, name: SchemaName) => ({
  description,
  content: { "application/json": { schema: schemaOf(name) } },
});

const problem = (description: string) => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: schemaOf("ProblemDetails") } },
});

const statusOf = (description: string, words: readonly string[]) => ({
  description,
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { status: { enum: words } },
        required: ["status"],
      },
    },
  },
});

/** Of every route; one that knows more to say of a status says it after these. */
const PUBLIC_REFUSALS = {
  400: problem("More than one Host, or a target that is no path."),
  403: problem("Not for this Host or Origin."),
};

/** Of every route that is not public. */
const REFUSALS = {
  ...PUBLIC_REFUSALS,
  401: problem("The token is missing or wrong."),
  429: problem("Too many wrong tokens, or too many requests."),
};

const PUBLIC = { security: [] };

const query = (name: string, description: string, schema: object) => ({
  name,
  in: "query",
  description,
  schema,
});

/** Of a route that answers what came last. */
const latest = ({ name, most }: CountParameter, page: SchemaName) => ({
  parameters: [
    query("slot", "Of this slot alone.", SlotNumber),
    query(name, "So many at most.", { type: "integer", minimum: 1, maximum: most }),
  ],
  responses: {
    ...REFUSALS,
    200: json("Oldest first.", page),
    400: problem("A parameter is not what it may be; or more than one Host."),
    404: problem("There is no such slot."),
  },
});

const PATHS = {
  "/healthz": {
    get: {
      ...PUBLIC,
      operationId: "health",
      summary: "Whether the supervisor runs",
      responses: { ...PUBLIC_REFUSALS, 200: statusOf("It does.", ["ok"]) },
    },
  },
  "/readyz": {
    get: {
      ...PUBLIC,
      operationId: "readiness",
      summary: "Whether a worker serves",
      responses: {
        ...PUBLIC_REFUSALS,
        200: statusOf("One at least does.", ["ready"]),
        503: statusOf("None does.", ["no worker serves"]),
      },
    },
  },
  [METRICS_PATH]: {
    get: {
      operationId: "metrics",
      summary: "Figures for Prometheus",
      responses: {
        ...REFUSALS,
        200: {
          description: "OpenMetrics text.",
          content: { [OPENMETRICS_TYPE]: { schema: { type: "string" } } },
        },
      },
    },
  },
  [OPENAPI_PATH]: {
    get: {
      operationId: "description",
      summary: "This description",
      responses: {
        ...REFUSALS,
        200: {
          description: "OpenAPI 3.1.",
          content: { "application/json": { schema: { type: "object" } } },
        },
      },
    },
  },
  [STATE_PATH]: {
    get: {
      operationId: "state",
      summary: "The fleet and all workers, now",
      responses: { ...REFUSALS, 200: json("The snapshot.", "Snapshot") },
    },
  },
  [LOGS_PATH]: {
    get: {
      operationId: "logs",
      summary: "What the workers wrote last",
      ...latest(QUERY_LINES, "LogPage"),
    },
  },
  [CONVERSATION_PATH]: {
    get: {
      operationId: "conversation",
      summary: "What the app and its primary said to each other last",
      ...latest(QUERY_MESSAGES, "ConversationPage"),
    },
  },
  [`${WORKERS_PATH}/{slot}`]: {
    get: {
      operationId: "worker",
      summary: "All about one slot",
      parameters: [{ name: "slot", in: "path", required: true, schema: SlotNumber }],
      responses: {
        ...REFUSALS,
        200: json("Its figures of five minutes, and its past lives.", "WorkerDetail"),
        400: problem("The slot is no number, or too large; or more than one Host."),
        404: problem("There is no such slot."),
      },
    },
  },
  [RECORDING_PATH]: {
    get: {
      operationId: "recording",
      summary: "The last five minutes as one file",
      responses: { ...REFUSALS, 200: json("What the page can open.", "Recording") },
    },
  },
  [COMMANDS_PATH]: {
    post: {
      operationId: "command",
      summary: "Carry out one command",
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemaOf("Command") } },
      },
      responses: {
        ...REFUSALS,
        200: json("It is done.", "CommandResult"),
        202: json("It goes on; its end is an event.", "CommandResult"),
        400: problem("No JSON object, or a key that is refused; or more than one Host."),
        404: problem("There is no such slot."),
        409: problem("Not now: `code` and `detail` say why. Nothing has changed."),
        413: problem("Larger than 64 KiB."),
        415: problem("Not sent as application/json."),
        422: problem("No valid command."),
      },
    },
  },
  [STREAM_PATH]: {
    get: {
      operationId: "stream",
      summary: "WebSocket: a snapshot, then changes; commands back",
      description: `With the subprotocol ${STREAM_SUBPROTOCOL}. Where no header can be set, the token is a second one: ${TOKEN_SUBPROTOCOL_PREFIX} and the token. What is said over it: docs/protocol.md.`,
      parameters: [
        query("epoch", "To resume: of what is known.", { type: "string" }),
        query("seq", "To resume: the last change that is known.", { type: "integer", minimum: 0 }),
        query("metricsAt", "To resume: the last second that is known.", { type: "integer" }),
      ],
      responses: {
        ...REFUSALS,
        101: { description: "The stream." },
        400: problem("A parameter is not what it may be; or more than one Host."),
        409: problem("The supervisor is stopping."),
        426: problem("No upgrade was asked for."),
      },
    },
  },
};

/** All routes but the page, as OpenAPI 3.1. */
export const OPENAPI = {
  openapi: "3.1.0",
  info: {
    title: "clusterdeck",
    version: VERSION,
    description: "A cluster supervisor for Node apps.",
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/", description: "Where this was asked for." }],
  security: [{ token: [] }],
  paths: PATHS,
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    schemas: SCHEMAS,
  },
};
