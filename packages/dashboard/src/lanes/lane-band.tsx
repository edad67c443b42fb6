import { formatShort } from "../format/duration.ts";
import type { TimeSpan } from "../view/view.ts";
import styles from "./lanes.module.css";
import { percentAt, spanMs } from "./zoom.ts";

/** The part that is being dragged over. */
export function LaneBand({ selected, span }: { selected: TimeSpan; span: TimeSpan }) {
  const left = percentAt(selected.from, span);
  return (
    <div className={styles.over} aria-hidden="true">
      <div
        className={styles.band}
        style={{ left: `${left}%`, width: `${percentAt(selected.to, span) - left}%` }}
      >
        <span>{formatShort(spanMs(selected))}</span>
      </div>
    </div>
  );
}
