const FIRST_STEP_MS = 250;
const LARGEST_STEP_MS = 5000;

/**
 * How long to wait before the given try (0 is the first): a step that doubles up to 5 s, of which
 * 50 to 90 % are waited. The jitter keeps many pages from coming back at once, and its upper end
 * leaves room for the handshake, so that a page is live within 5 s of the server's return.
 *
 * @param random 0 to 1
 */
export function backoffMs(attempt: number, random: number): number {
  const step = Math.min(FIRST_STEP_MS * 2 ** attempt, LARGEST_STEP_MS);
  return step * (0.5 + 0.4 * random);
}
