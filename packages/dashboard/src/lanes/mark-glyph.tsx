import type { MarkKind } from "./marks.ts";
import styles from "./lane-row.module.css";

/** A shape for each kind, so that none is told by its colour alone. */
const SHAPES: Record<MarkKind, string> = {
  died: "M6 .5 11.5 6 6 11.5.5 6Z",
  killed: "M.8 1.8h10.4L6 11.4Z",
  latched: "M1.2 1.2h9.6v9.6H1.2Z",
  recycled: "M6 .8a5.2 5.2 0 1 1 0 10.4A5.2 5.2 0 1 1 6 .8Zm0 3.2a2 2 0 1 0 0 4 2 2 0 1 0 0-4Z",
  signalled: "M6 2a4 4 0 1 1 0 8 4 4 0 1 1 0-8Z",
};

export function MarkGlyph({ kind }: { kind: MarkKind }) {
  return (
    <svg className={styles.glyph} data-mark={kind} viewBox="-1 -1 14 14" aria-hidden="true">
      <path d={SHAPES[kind]} fillRule="evenodd" />
    </svg>
  );
}
