// Told to over its channel, forks a worker and ends it again; answers how long it took until that
// listened. What a boot of the app costs where nobody does anything but fork.
import cluster from "node:cluster";

const [entry] = process.argv.slice(2);
cluster.setupPrimary({ exec: entry });

process.on("message", () => {
  const forkedAtMs = performance.now();
  const worker = cluster.fork();
  worker.once("listening", () => {
    const bootMs = performance.now() - forkedAtMs;
    worker.process.kill("SIGKILL");
    worker.once("exit", () => process.send?.({ bootMs }));
  });
});
process.once("disconnect", () => process.exit());
