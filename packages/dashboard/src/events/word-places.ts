/** Where the words of a search are found in a text. Pure. */

/** The words of a search, in lower case. */
export function searchWords(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * The places of all characters that some word covers: words may overlap.
 *
 * @param words in lower case
 */
export function wordPlaces(text: string, words: readonly string[]): ReadonlySet<number> {
  const lower = text.toLowerCase();
  const places = new Set<number>();
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
      for (let offset = 0; offset < word.length; offset += 1) places.add(at + offset);
    }
  }
  return places;
}
