import { Button } from "../ui/button.tsx";
import type { TimeSpan } from "../view/view.ts";
import { standingWords } from "./lane-view.ts";
import styles from "./lanes.module.css";
import { MarkGlyph } from "./mark-glyph.tsx";
import { MARK_KINDS, MARK_WORDS, type MarkKind } from "./marks.ts";
import { ZOOM_STEP } from "./zoom.ts";

/** What a lane is looked at for; the others are explained where there are any. */
const ALWAYS_EXPLAINED: readonly MarkKind[] = ["died", "killed"];

export interface LaneHeadProps {
  readonly span: TimeSpan;
  readonly isZoomed: boolean;
  readonly marks: ReadonlySet<MarkKind>;
  readonly onZoom: (factor: number) => void;
  readonly onWhole: () => void;
}

export function LaneHead({ span, isZoomed, marks, onZoom, onWhole }: LaneHeadProps) {
  const kinds = MARK_KINDS.filter((kind) => ALWAYS_EXPLAINED.includes(kind) || marks.has(kind));
  return (
    <div className={styles.head}>
      <ul className={styles.legend} aria-label="Marks">
        {kinds.map((kind) => (
          <li key={kind} title={MARK_WORDS[kind].meaning}>
            <MarkGlyph kind={kind} /> {MARK_WORDS[kind].word}
          </li>
        ))}
      </ul>
      <p className={styles.span} data-zoomed={isZoomed}>
        {isZoomed ? standingWords(span) : "last 5 min"}
      </p>
      <div className={styles.zoom}>
        {isZoomed && (
          <Button size="small" title="Show the last five minutes again (Esc)" onClick={onWhole}>
            Whole 5 min
          </Button>
        )}
        <Button
          size="small"
          aria-label="Zoom out of the lanes"
          title="Zoom out (Ctrl and wheel)"
          isHeld={!isZoomed}
          onClick={() => onZoom(ZOOM_STEP)}
        >
          −
        </Button>
        <Button
          size="small"
          aria-label="Zoom into the lanes"
          title="Zoom in (Ctrl and wheel, or drag over a part)"
          onClick={() => onZoom(1 / ZOOM_STEP)}
        >
          +
        </Button>
      </div>
    </div>
  );
}
