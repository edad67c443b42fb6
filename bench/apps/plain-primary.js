// The cluster of the text-books: fork, and fork again when one exits. What clusterdeck is held against.
import cluster from "node:cluster";

const [entry, workers] = process.argv.slice(2);
cluster.setupPrimary({ exec: entry });
cluster.on("listening", (worker) => console.log(JSON.stringify({ listening: worker.process.pid })));
cluster.on("exit", () => cluster.fork());
for (let count = 0; count < Number(workers); count += 1) cluster.fork();
