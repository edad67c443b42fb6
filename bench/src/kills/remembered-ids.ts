import { openStream, type Stream, type Supervisor } from "@clusterdeck/testkit";

/** The supervisor remembers as many ids of commands, so that each is run once. */
const IDS_REMEMBERED = 1_000;
/** A stream may bring so many commands at once. */
const COMMAND_BURST = 40;

/**
 * Has the supervisor remember as many ids as it ever does, by commands that ask for what is: a scale
 * to the target. Each stream that is opened for it is closed again.
 *
 * @throws {Error} when one is refused
 */
export async function fillRememberedIds(supervisor: Supervisor, target: number): Promise<void> {
  const streams = Array.from({ length: IDS_REMEMBERED / COMMAND_BURST }, () =>
    openStream(supervisor),
  );
  await Promise.all(streams.map((stream) => fillFrom(stream, target)));
}

async function fillFrom(stream: Stream, target: number): Promise<void> {
  await stream.next((message) => message.type === "snapshot");
  const commands = Array.from({ length: COMMAND_BURST }, () =>
    stream.command({ type: "scale", target }),
  );
  for (const { error } of await Promise.all(commands)) {
    if (error !== undefined) throw new Error(`filling up: ${error.message}`);
  }
  stream.close();
}
