import { startSupervisor, type Certificate, type LogLine } from "@clusterdeck/testkit";
import { drainTimesOf } from "./drain-times.ts";
import type { Scenario } from "./scenario.ts";
import { APP, appEnvironment, type Target } from "./target.ts";

export async function startClusterdeck(
  scenario: Scenario,
  certificate: Certificate,
): Promise<Target> {
  const { workers } = scenario;
  const env = appEnvironment(scenario.kind.serves, certificate);
  const flags = flagsOf(scenario);
  const supervisor = await startSupervisor({ entry: APP, workers, env, flags });
  await supervisor.serving(workers);
  /** Without what the end of the supervisor drains. */
  let drainsMs: readonly number[] = [];
  /** Lines of the log up to the last recycling that was asked for. */
  let recycledUpTo = 0;

  const act = async (command: Parameters<typeof supervisor.command>[0]) => {
    const answer = await supervisor.command(command);
    if (answer.http >= 400) throw new Error(`${command.type}: ${JSON.stringify(answer)}`);
  };
  const lineOrEnd = async (fits: (line: LogLine) => boolean, from: number) => {
    const end = supervisor.ended.then((how) => {
      throw new Error(`the supervisor ended: ${JSON.stringify(how)}\n${lastWords().join("\n")}`);
    });
    return Promise.race([supervisor.log.next(fits, from), end]);
  };
  const lastWords = () => supervisor.log.lines.slice(-20).map((line) => JSON.stringify(line));

  return {
    port: supervisor.appPort,
    reload: async () => {
      const from = supervisor.log.lines.length;
      await act({ type: "reload" });
      const isOver = ({ event }: LogLine) =>
        event === "reload:finished" || event === "reload:failed";
      const line = await lineOrEnd(isOver, from);
      if (line.event === "reload:failed") throw new Error(JSON.stringify(line));
    },
    scale: async (target) => {
      await act({ type: "scale", target });
      await supervisor.serving(target);
    },
    recycled: async () => {
      // Nothing else ends a worker meanwhile.
      const end = await lineOrEnd(({ event }) => event === "worker:ended", recycledUpTo);
      recycledUpTo = supervisor.log.lines.indexOf(end) + 1;
    },
    stop: async () => {
      drainsMs = drainTimesOf(supervisor.log.lines);
      await supervisor.stop();
      const left = supervisor.processes();
      if (left.length > 0) throw new Error(`processes left behind: ${left.join(", ")}`);
    },
    drainsMs: () => drainsMs,
    log: () =>
      supervisor.log.lines.map((line) => ({
        atMs: Date.parse(String(line["time"])),
        text: JSON.stringify(line),
      })),
  };
}

function flagsOf({ operation, operations, requests }: Scenario): string[] {
  switch (operation) {
    case "recycling":
      return [`--max-requests=${Math.floor(requests / operations)}`];
    case "reload":
    case "scale-down":
      return [];
  }
}
