import { MAX_WORKERS, type WorkerRoom } from "@clusterdeck/shared";

const BYTES_PER_MB = 1024 * 1024;

/** "each worker ≈ 58 MB · room for about 40 more"; null before anything was measured. */
export function workerRoomText(room: WorkerRoom | undefined, workers: number): string | null {
  if (room === undefined || room.eachBytes <= 0) return null;
  const each = Math.max(1, Math.round(room.eachBytes / BYTES_PER_MB));
  return `each worker ≈ ${each} MB · ${moreText(room, workers)}`;
}

function moreText({ eachBytes, availableBytes }: WorkerRoom, workers: number): string {
  const fits = roundedDown(Math.floor(availableBytes / eachBytes));
  if (fits <= 0) return "no room for more";
  const allowed = Math.max(0, MAX_WORKERS - workers);
  // Beyond that it is not the memory that says no.
  return fits >= allowed ? `room for all ${MAX_WORKERS}` : `room for about ${fits} more`;
}

/** To two digits: free memory moves with everything that the machine does. */
function roundedDown(count: number): number {
  const step = 10 ** Math.max(0, String(count).length - 2);
  return Math.floor(count / step) * step;
}
