/** A text cut where the words of a search are found in it. Pure. */
export interface TextPart {
  readonly text: string;
  readonly isMatch: boolean;
  /** Where it begins in the text. */
  readonly at: number;
}

/** The words of a search, in lower case. */
export function searchWords(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** @param words in lower case */
export function matchParts(text: string, words: readonly string[]): TextPart[] {
  const marked = markedCharacters(text.toLowerCase(), words);
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    const isMatch = marked.has(from);
    if (at < text.length && marked.has(at) === isMatch) continue;
    parts.push({ text: text.slice(from, at), isMatch, at: from });
    from = at;
  }
  return parts;
}

/** The places of all characters that some word covers: words may overlap. */
function markedCharacters(text: string, words: readonly string[]): ReadonlySet<number> {
  const marked = new Set<number>();
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      for (let offset = 0; offset < word.length; offset += 1) marked.add(at + offset);
    }
  }
  return marked;
}
