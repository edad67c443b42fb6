/** Further away than this, a word was hardly meant. */
const MOST_EDITS = 2;

/** The known word that was probably meant; null when none is near. Letter case does not count. */
export function nearestWord(given: string, known: Iterable<string>): string | null {
  let nearest: { readonly word: string; readonly edits: number } | null = null;
  for (const word of known) {
    const edits = editDistance(given.toLowerCase(), word.toLowerCase());
    if (edits <= MOST_EDITS && edits < (nearest?.edits ?? Infinity)) nearest = { word, edits };
  }
  return nearest?.word ?? null;
}

/** Letters to put in, take out or change (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(from).entries()) {
    const above = row;
    row = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (above[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      row.push(Math.min(change, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1));
    }
  }
  return row[to.length] ?? 0;
}
