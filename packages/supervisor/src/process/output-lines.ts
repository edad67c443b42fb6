import { StringDecoder } from "node:string_decoder";

export interface OutputLines {
  readonly push: (chunk: Buffer) => void;
  /** The last line may lack its line feed. */
  readonly end: () => void;
}

export const LONGEST_LINE_CHARACTERS = 8 * 1024;

/**
 * Cuts a stream of bytes into lines. UTF-8 that is split between chunks is put together; a line
 * over the limit is given once, cut and marked, and the rest of it is dropped, so that memory stays
 * bounded whatever is written.
 */
export function createOutputLines(onLine: (line: string) => void): OutputLines {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let isOverlong = false;

  const feed = (text: string) => {
    let from = 0;
    for (;;) {
      const to = text.indexOf("\n", from);
      if (to === -1) break;
      take(text.slice(from, to));
      finish();
      from = to + 1;
    }
    take(text.slice(from));
  };
  const take = (part: string) => {
    if (isOverlong) return;
    rest += part;
    if (rest.length <= LONGEST_LINE_CHARACTERS) return;
    onLine(`${rest.slice(0, LONGEST_LINE_CHARACTERS)} … (line cut)`);
    rest = "";
    isOverlong = true;
  };
  const finish = () => {
    if (!isOverlong) onLine(rest.endsWith("\r") ? rest.slice(0, -1) : rest);
    rest = "";
    isOverlong = false;
  };

  return {
    push: (chunk) => feed(decoder.write(chunk)),
    end: () => {
      feed(decoder.end());
      if (rest !== "") finish();
    },
  };
}
