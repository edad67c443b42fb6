import cluster from "node:cluster";
import type { Server } from "node:net";
import { isMainThread } from "node:worker_threads";
import { openChannel } from "./channel.ts";
import { createDrain } from "./drain.ts";
import { reportFatal } from "./fatal.ts";
import { tellLoadedFiles } from "./loaded-files.ts";
import { watchLoading } from "./loading.ts";
import { createHttp2Sessions } from "./http2.ts";
import { holdListening } from "./listen-hold.ts";
import { createLoopMeter } from "./loop-meter.ts";
import { createRequestMeter } from "./request-meter.ts";
import { startSampling } from "./sampling.ts";
import { createServers } from "./servers.ts";
import { shareState } from "./shared-state.ts";
import { takeSettings, type AgentSettings } from "./settings.ts";
import { holdTerminalSignals } from "./terminal-signals.ts";
import { createThreadMeter } from "./thread-meter.ts";
import { createTlsSockets } from "./tls-sockets.ts";

/** What runs at most once, whoever asks first. */
function once(run: () => void): () => void {
  let hasRun = false;
  return () => {
    if (hasRun) return;
    hasRun = true;
    run();
  };
}

/**
 * Preloaded into each worker with `--require`, which costs about a millisecond where `--import`
 * would switch on the whole ESM loader. `execArgv` is inherited by the app's own children and
 * threads, so everything is gated.
 */
if (cluster.isWorker && isMainThread) start(takeSettings(process.env));

function start(settings: AgentSettings): void {
  const channel = openChannel();
  if (channel === null) return;
  const requests = createRequestMeter();
  // From the first sign of readiness: an entry may listen and then await its end at top level.
  const sample = once(() => {
    const loop = createLoopMeter();
    startSampling({ requests, servers, threads, loop, send: channel.send });
  });
  const http2 = createHttp2Sessions(requests);
  const tls = createTlsSockets();
  const watch = (server: Server) => {
    http2.watch(server);
    tls.watch(server);
  };
  const servers = createServers(
    watch,
    (port) => {
      channel.send({ kind: "listening", port });
      sample();
    },
    () => channel.send({ kind: "closed" }),
  );
  const threads = createThreadMeter();
  const hold = settings.isHeld
    ? holdListening(() => {
        channel.send({ kind: "standby" });
        sample();
      })
    : null;
  const counts = () => {
    const { total, errorsTotal, latencies } = requests.take();
    return { kind: "counts", requestsTotal: total, errorsTotal, latencies } as const;
  };
  const drain = createDrain({
    requests,
    servers,
    http2,
    tls,
    done: () => {
      // A signal may end the process before its next sample.
      channel.send(counts());
      channel.send({ kind: "drained", inFlight: requests.inFlight() });
    },
  });
  const held = holdTerminalSignals((signal) => channel.send({ kind: "held", signal }));
  reportFatal((line) => channel.send({ kind: "fatal", line }));
  process.on("exit", () => {
    channel.sendNow(counts());
    channel.sendNow({ kind: "exiting", inFlight: requests.inFlight() });
  });
  watchLoading(() => {
    channel.send({ kind: "loaded" });
    sample();
    if (settings.tellsFiles) tellLoadedFiles((files) => channel.send({ kind: "files", files }));
  });
  const shared = shareState(channel);
  channel.onOrder((order) => {
    switch (order.kind) {
      case "wake":
        return hold?.release();
      case "drain":
        hold?.drop();
        return drain.begin(order.graceMs);
      case "deliver":
        return held.deliver(order.signal);
      case "answers":
        return shared.answered(order.first, order.answers);
      case "broadcast":
        return shared.heard(order.message);
    }
  });
}
