/** Whether words that someone types mean a text, how well, and by which of its letters. Pure. */

export interface FuzzyMatch {
  /** The more, the better. */
  readonly score: number;
  /** Which letters matched, as indices into the text, ascending. */
  readonly at: readonly number[];
}

/** How well a word matches, from the whole of a word down to letters that only come in order. */
const SCORES = { wholeWord: 120, wordStart: 90, within: 50, initials: 40, scattered: 20 } as const;

/**
 * Every word of the query must match, in any order and case. A number means a number: "1" is the start
 * of 12, and in nothing else.
 *
 * @returns null where a word does not match; all texts match an empty query alike
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const lower = text.toLowerCase();
  const at = new Set<number>();
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const match = matchWord(word, lower);
    if (match === null) return null;
    score += match.score;
    for (const index of match.at) at.add(index);
  }
  return { score, at: [...at].sort((a, b) => a - b) };
}

function matchWord(word: string, text: string): FuzzyMatch | null {
  let best: FuzzyMatch | null = null;
  for (let from = text.indexOf(word); from !== -1; from = text.indexOf(word, from + 1)) {
    const score = substringScore(text, from, word.length);
    if (best === null || score > best.score) best = { score, at: run(from, word.length) };
  }
  if (isNumber(word)) return best !== null && best.score > SCORES.within ? best : null;
  return best ?? initials(word, text) ?? scattered(word, text);
}

function substringScore(text: string, from: number, length: number): number {
  if (!isWordStart(text, from)) return SCORES.within;
  return isWordEnd(text, from + length) ? SCORES.wholeWord : SCORES.wordStart;
}

/** "raw" for "Reload all workers": each letter begins a word. */
function initials(word: string, text: string): FuzzyMatch | null {
  const starts = run(0, text.length).filter((index) => isWordStart(text, index));
  const at: number[] = [];
  for (const letter of word) {
    const found = starts.find((index) => index > (at.at(-1) ?? -1) && text[index] === letter);
    if (found === undefined) return null;
    at.push(found);
  }
  return { score: SCORES.initials, at };
}

/** "rlod" for "Reload": the first letter begins a word, the rest follow in order, close together. */
function scattered(word: string, text: string): FuzzyMatch | null {
  let best: FuzzyMatch | null = null;
  const [first = ""] = word;
  for (let from = text.indexOf(first); from !== -1; from = text.indexOf(first, from + 1)) {
    const at = isWordStart(text, from) ? lettersFrom(word, text, from) : null;
    if (at === null) continue;
    const span = (at.at(-1) ?? from) - from + 1;
    const score = (SCORES.scattered * word.length) / span;
    if (best === null || score > best.score) best = { score, at };
  }
  return best;
}

function lettersFrom(word: string, text: string, from: number): number[] | null {
  const at: number[] = [];
  let next = from;
  for (const letter of word) {
    const found = text.indexOf(letter, next);
    if (found === -1) return null;
    at.push(found);
    next = found + 1;
  }
  return at;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !isWordLetter(text[at - 1]);
}

function isWordEnd(text: string, at: number): boolean {
  return at >= text.length || !isWordLetter(text[at]);
}

function isWordLetter(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

function run(from: number, length: number): number[] {
  return Array.from({ length }, (_, index) => from + index);
}
