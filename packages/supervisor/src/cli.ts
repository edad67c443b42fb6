#!/usr/bin/env node
import { announce } from "./announce.ts";
import { findConfig } from "./config/find-config.ts";
import { loadConfig } from "./config/load-config.ts";
import { withFlags } from "./config/with-flags.ts";
import { createLogger, type Logger } from "./log/logger.ts";
import { flushed, harmless } from "./log/terminal.ts";
import { helpText } from "./options/help.ts";
import { parseArgv } from "./options/parse-argv.ts";
import { resolveOptions, type SupervisorOptions } from "./options/resolve.ts";
import { UsageError } from "./options/usage-error.ts";
import { createStopSignals, STOP_SIGNALS } from "./stop-signals.ts";
import { startSupervisor, type Supervisor } from "./supervisor.ts";
import { tokenCommand } from "./token/token-command.ts";
import { VERSION } from "./version.ts";

/** For the last lines to reach a slow reader. */
const FLUSH_MS = 500;
/** What fails when there is no such address here, or none of that kind. */
const PLACE_CALLS: ReadonlySet<string> = new Set(["listen", "bind", "getaddrinfo"]);
/** What workers wrote to stderr goes to ours. */
const OUTPUTS = [process.stdout, process.stderr] as const;
/** What a shell reports for a process that a signal ended. */
const EXIT_CODE = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`clusterdeck: ${error.message}\n`);
  process.exitCode = error.exitCode;
}

async function main(): Promise<void> {
  const request = parseArgv(process.argv.slice(2));
  if (request.kind === "help") return void process.stdout.write(helpText());
  if (request.kind === "version") return void process.stdout.write(`${VERSION}\n`);
  if (request.kind === "token") {
    const { out, err } = tokenCommand(request.isRotated, process.env);
    process.stderr.write(err);
    return void process.stdout.write(out);
  }
  const configFile = findConfig(request.options.config, process.cwd());
  const config = configFile === null ? null : await loadConfig(configFile);
  const options = resolveOptions(withFlags(request, config), process.env);
  const [out, err] = [harmless(process.stdout), harmless(process.stderr)];
  const logger = createLogger(options.json, out, err, () => new Date());
  for (const warning of config?.warnings ?? []) logger.warn(warning);
  const supervisor = await start(options, logger);
  supervisor.begin();
  stopOnSignals(supervisor);
  announce(supervisor, options, logger);
}

async function start(options: SupervisorOptions, logger: Logger): Promise<Supervisor> {
  try {
    return await startSupervisor(options, logger);
  } catch (error) {
    throw portError(error, options) ?? error;
  }
}

function portError(error: unknown, { dashboard }: SupervisorOptions): UsageError | null {
  if (dashboard === null) return null;
  const { code, syscall } = error as NodeJS.ErrnoException;
  const place = `${dashboard.host}:${dashboard.port}`;
  if (code === "EADDRINUSE") {
    const advice = "stop what listens there or give another --dashboard-port";
    return new UsageError(`the dashboard's port ${place} is taken: ${advice}`, 1);
  }
  if (code === "EACCES") {
    const advice = "ports below 1024 need rights, give another --dashboard-port";
    return new UsageError(`the dashboard may not listen on ${place}: ${advice}`, 1);
  }
  if (PLACE_CALLS.has(syscall ?? "")) {
    const advice = "give an address of this machine as --dashboard-host";
    return new UsageError(`the dashboard cannot listen on ${dashboard.host}: ${advice}`, 1);
  }
  return null;
}

/** The first signal drains, the second kills. */
function stopOnSignals(supervisor: Supervisor): void {
  const answerTo = createStopSignals();
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      const answer = answerTo(signal, performance.now());
      if (answer === "ignore") return;
      if (answer === "kill") {
        supervisor.abort();
        process.exit(EXIT_CODE[signal]);
      }
      const again = signal === "SIGINT" ? "; Ctrl-C again kills them" : "";
      const why = `${signal}: draining the workers${again}`;
      void supervisor
        .stop(why)
        .then(() => Promise.all(OUTPUTS.map((stream) => flushed(stream, FLUSH_MS))))
        .then(() => process.exit(0));
    });
  }
}
