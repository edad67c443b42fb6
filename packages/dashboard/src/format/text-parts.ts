/** A text cut where what is marked in it begins and ends. Pure. */
export interface TextPart {
  readonly text: string;
  readonly isMarked: boolean;
  /** Where it begins in the text. */
  readonly at: number;
}

/** @param marked the places of the characters that are */
export function textParts(text: string, marked: ReadonlySet<number>): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at += 1) {
    const isMarked = marked.has(from);
    if (at < text.length && marked.has(at) === isMarked) continue;
    parts.push({ text: text.slice(from, at), isMarked, at: from });
    from = at;
  }
  return parts;
}
