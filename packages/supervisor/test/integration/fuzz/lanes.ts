export const AT_ONCE = 16;

/** Runs as many at once as a server is asked by, until the total has been run. */
export async function inLanes(total: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let index = next; index < total; index = next) {
      next += 1;
      await run(index);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
