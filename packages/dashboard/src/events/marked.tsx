import { Fragment } from "react";
import { matchParts } from "./match-parts.ts";

/** Text with the words of the search marked in it. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text;
  return matchParts(text, words).map((part) =>
    part.isMatch ? (
      <mark key={part.at}>{part.text}</mark>
    ) : (
      <Fragment key={part.at}>{part.text}</Fragment>
    ),
  );
}
