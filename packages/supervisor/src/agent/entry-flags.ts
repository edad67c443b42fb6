/** Flags that bring code before the entry, or have it found in another way. */
const MAY_CHANGE_URL =
  /(?:^|[\s"'])(?:-r|-C|--(?:import|require|loader|conditions|preserve-symlinks|experimental-))/;

/**
 * Whether the entry has the URL of its file for sure.
 *
 * @param flags of Node, one or several of them
 */
export function keepsEntryUrl(flags: string): boolean {
  return !MAY_CHANGE_URL.test(flags);
}
