import { Marked } from "../ui/marked.tsx";
import { wordPlaces } from "./word-places.ts";

/** Text with the words of the search marked in it. */
export function Found({ text, words }: { text: string; words: readonly string[] }) {
  return <Marked text={text} marked={wordPlaces(text, words)} />;
}
