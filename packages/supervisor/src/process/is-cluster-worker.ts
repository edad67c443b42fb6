import cluster from "node:cluster";

export function isClusterWorker(): boolean {
  return cluster.isWorker;
}
