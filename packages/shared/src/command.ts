import { Type, type Static } from "typebox";
import { MAX_SLOT, MAX_WORKERS } from "./max-workers.ts";
import { PROBLEM_STATUS, type ProblemCode } from "./problem.ts";
import { OneOf } from "./schema.ts";

export const COMMAND_SIGNALS = [
  "SIGKILL",
  "SIGTERM",
  "SIGINT",
  "SIGHUP",
  "SIGUSR2",
  "SIGSTOP",
  "SIGCONT",
] as const;
export const CommandSignal = OneOf(COMMAND_SIGNALS);
export type CommandSignal = (typeof COMMAND_SIGNALS)[number];

const id = Type.Optional(Type.String({ minLength: 1, maxLength: 128 }));
export const SlotNumber = Type.Integer({ minimum: 1, maximum: MAX_SLOT });
const slot = SlotNumber;
/** When given, the command is refused unless the slot still holds this generation. */
const generation = Type.Optional(Type.Integer({ minimum: 1 }));
const closed = { additionalProperties: false };

export const ScaleCommand = Type.Object(
  { id, type: Type.Literal("scale"), target: Type.Integer({ minimum: 0, maximum: MAX_WORKERS }) },
  closed,
);
export const ForkCommand = Type.Object({ id, type: Type.Literal("fork") }, closed);
export const KillCommand = Type.Object(
  { id, type: Type.Literal("kill"), slot, generation, signal: Type.Optional(CommandSignal) },
  closed,
);
export const RestartCommand = Type.Object(
  { id, type: Type.Literal("restart"), slot, generation },
  closed,
);
export const ReloadCommand = Type.Object({ id, type: Type.Literal("reload") }, closed);
export const RetryCommand = Type.Object(
  { id, type: Type.Literal("retry"), slot, generation },
  closed,
);

/**
 * To the app's `process.on("message")`, of one worker or of all that take it. The payload is any JSON,
 * as large as a command may be. A generation is of one slot: with all it is refused.
 */
export const MessageCommand = Type.Object(
  {
    id,
    type: Type.Literal("message"),
    slot: Type.Union([slot, Type.Literal("all")]),
    generation,
    payload: Type.Unknown(),
  },
  closed,
);

/** Every command by its type: the closed set that requests are looked up in. */
export const COMMAND_SCHEMAS = {
  scale: ScaleCommand,
  fork: ForkCommand,
  kill: KillCommand,
  restart: RestartCommand,
  reload: ReloadCommand,
  retry: RetryCommand,
  message: MessageCommand,
} as const;

export type CommandType = keyof typeof COMMAND_SCHEMAS;
export const COMMAND_TYPES = Object.keys(COMMAND_SCHEMAS) as CommandType[];

export const Command = Type.Union([
  ScaleCommand,
  ForkCommand,
  KillCommand,
  RestartCommand,
  ReloadCommand,
  RetryCommand,
  MessageCommand,
]);
export type Command = Static<typeof Command>;

export const CommandError = Type.Object({
  code: OneOf(Object.keys(PROBLEM_STATUS) as [ProblemCode, ...ProblemCode[]]),
  message: Type.String(),
});
export type CommandError = { code: ProblemCode; message: string };

/**
 * What came of a command: `done`, it has happened; `accepted`, it goes on and its end is an event;
 * `failed`, nothing has changed and `error` says why.
 */
export const CommandResult = Type.Object({
  id: Type.Union([Type.String(), Type.Null()]),
  type: OneOf(COMMAND_TYPES as [CommandType, ...CommandType[]]),
  status: OneOf(["done", "accepted", "failed"]),
  error: Type.Optional(CommandError),
  slot: Type.Optional(Type.Integer()),
  pid: Type.Optional(Type.Integer()),
  generation: Type.Optional(Type.Integer()),
  signal: Type.Optional(CommandSignal),
  target: Type.Optional(Type.Integer()),
  /** To how many workers a message was sent. */
  workers: Type.Optional(Type.Integer()),
});
export type CommandResult = {
  id: string | null;
  type: CommandType;
  status: "done" | "accepted" | "failed";
  error?: CommandError;
  slot?: number;
  pid?: number;
  generation?: number;
  signal?: CommandSignal;
  target?: number;
  workers?: number;
};
