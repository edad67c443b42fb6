import { startSupervisor, type LogLine } from "@clusterdeck/testkit";
import type { Certificate } from "./certificate.ts";
import { drainTimesOf } from "./drain-times.ts";
import type { Protocol } from "./kinds.ts";
import { APP, appEnvironment, type Target } from "./target.ts";

export async function startClusterdeck(
  serves: Protocol,
  workers: number,
  certificate: Certificate,
): Promise<Target> {
  const env = appEnvironment(serves, certificate);
  const supervisor = await startSupervisor({ entry: APP, workers, env });
  await supervisor.serving(workers);
  /** Without what the end of the supervisor drains. */
  let drainsMs: readonly number[] = [];

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
