import { startSide, type Side, type SideName, type SideOptions } from "./side.ts";

const WORKERS = 2;

/** From asking for a worker's SIGKILL to the line that says its replacement listens, in ms; alternating. */
export async function measureKillToListening(
  kills: number,
  options: SideOptions = {},
): Promise<Record<SideName, number[]>> {
  const sides = {
    clusterdeck: await startSide("clusterdeck", WORKERS, options),
    plain: await startSide("plain", WORKERS, options),
  };
  const figures: Record<SideName, number[]> = { clusterdeck: [], plain: [] };
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      for (const name of ["clusterdeck", "plain"] as const) {
        // A spare that boots would take the time of whichever side is killed next.
        await sides.clusterdeck.settled();
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
