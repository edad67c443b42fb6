"use strict";
// Preloaded into a supervisor, not into its workers: for each byte that comes over the descriptor it
// collects its garbage and answers with one line of JSON, a `Holdings` of ./holdings.ts.
const { ChildProcess } = require("node:child_process");
const cluster = require("node:cluster");
const { readdirSync, readlinkSync } = require("node:fs");
const { Socket } = require("node:net");
const { setImmediate: turn } = require("node:timers/promises");
const v8 = require("node:v8");

const PROBE_FD = 3;
/** Finalizers and weak references let go of more in the turn after a collection. */
const COLLECTIONS = 2;
/** What is being done at the moment is not held: writes, reads of /proc, immediates. */
const PASSING = /Req|^(?:WriteWrap|ShutdownWrap|TCPConnectWrap|PipeConnectWrap|Immediate)$/;

const timer = setTimeout(() => {}, 0);
const Timeout = timer.constructor;
clearTimeout(timer);

const pipe = new Socket({ fd: PROBE_FD });
pipe.unref();
pipe.on("data", () => {
  void look().then((holdings) => pipe.write(`${JSON.stringify(holdings)}\n`));
});

async function look() {
  for (let collection = 0; collection < COLLECTIONS; collection += 1) {
    globalThis.gc();
    await turn();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const count = (type) => v8.queryObjects(type, { format: "count" });
  return {
    heapUsedBytes: heapUsed,
    externalBytes: external,
    rssBytes: rss,
    active: active(),
    objects: {
      "child processes": count(ChildProcess),
      workers: count(cluster.Worker),
      sockets: count(Socket),
      timers: count(Timeout),
    },
    openFiles: process.platform === "linux" ? openFiles() : null,
  };
}

/** Without what is read of /proc at the moment: the supervisor's own samples, and this look. */
function openFiles() {
  return readdirSync("/proc/self/fd").filter((fd) => {
    try {
      return !readlinkSync(`/proc/self/fd/${fd}`).startsWith("/proc/");
    } catch {
      return false;
    }
  }).length;
}

/**
 * Without the channels of the workers: once a message to one had to wait, Node unreferences it
 * (`unrefCounted` in lib/internal/child_process), so whether it is listed says nothing. The open
 * files have them.
 */
function active() {
  const counts = {};
  for (const name of process.getActiveResourcesInfo().sort()) {
    if (!PASSING.test(name)) counts[name] = (counts[name] ?? 0) + 1;
  }
  const channels = process
    ._getActiveHandles()
    .filter(({ constructor }) => constructor.name === "Pipe");
  if (counts.PipeWrap !== undefined) counts.PipeWrap -= channels.length;
  return counts;
}
