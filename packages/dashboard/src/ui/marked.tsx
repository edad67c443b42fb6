import { Fragment } from "react";
import { textParts } from "../format/text-parts.ts";

/** Text with some of its characters marked. */
export function Marked({ text, marked }: { text: string; marked: ReadonlySet<number> }) {
  if (marked.size === 0) return text;
  return textParts(text, marked).map((part) =>
    part.isMarked ? (
      <mark key={part.at}>{part.text}</mark>
    ) : (
      <Fragment key={part.at}>{part.text}</Fragment>
    ),
  );
}
