import { startSide, type Side, type SideName } from "./side.ts";

const WORKERS = 2;

/** From asking for a worker's SIGKILL to the line that says its replacement listens, in ms; alternating. */
export async function measureKillToListening(kills: number): Promise<Record<SideName, number[]>> {
  const sides = {
    clusterdeck: await startSide("clusterdeck", WORKERS),
    plain: await startSide("plain", WORKERS),
  };
  const figures: Record<SideName, number[]> = { clusterdeck: [], plain: [] };
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      for (const name of ["clusterdeck", "plain"] as const) {
        figures[name].push(await killOne(sides[name]));
      }
    }
  } finally {
    await Promise.all([sides.clusterdeck.stop(), sides.plain.stop()]);
  }
  return figures;
}

async function killOne(side: Side): Promise<number> {
  const next = side.nextListening();
  const askedAt = performance.now();
  side.killNewest();
  await next;
  return performance.now() - askedAt;
}
