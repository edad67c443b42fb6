import { memo } from "react";
import { plural } from "../format/number.ts";
import type { TimeSpan } from "../view/view.ts";
import styles from "./lane-row.module.css";
import { MarkGlyph } from "./mark-glyph.tsx";
import { isSameLane, laneSummary, type Lane, type Segment } from "./segments.ts";
import { segmentKey } from "./stops.ts";
import { percentAt, spanMs } from "./zoom.ts";

/** A short stretch, such as a start of 60 ms in five minutes, must still be seen. */
const THINNEST_PERCENT = 0.25;

export interface LaneRowProps {
  readonly lane: Lane;
  /** What is 0 to 100 % of the strip. It stays while the strip moves, so that no lane is drawn anew. */
  readonly frame: TimeSpan;
  /** The key of the stop that is told about. */
  readonly chosen: string | null;
}

export const LaneRow = memo(
  function LaneRow({ lane, frame, chosen }: LaneRowProps) {
    return (
      <div className={styles.row}>
        <span className={styles.name}>#{lane.slot}</span>
        {/* A picture made of boxes. */}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
        <div className={styles.lane} role="img" aria-label={laneLabel(lane)} data-lane={lane.slot}>
          <div className={styles.bars}>
            <div className={styles.strip} data-strip="">
              {lane.segments.map((segment) => {
                const key = segmentKey(segment);
                return (
                  <span
                    key={key}
                    className={styles.segment}
                    data-state={segment.state}
                    data-chosen={key === chosen}
                    style={place(segment, frame)}
                  />
                );
              })}
            </div>
          </div>
          <div className={styles.strip} data-strip="">
            {lane.marks.map(({ id, at, kind }) => (
              <span
                key={id}
                className={styles.mark}
                data-chosen={`mark-${id}` === chosen}
                style={{ left: `${percentAt(at, frame)}%` }}
              >
                <MarkGlyph kind={kind} />
              </span>
            ))}
          </div>
        </div>
      </div>
    );
  },
  (before, after) =>
    before.frame.from === after.frame.from &&
    before.frame.to === after.frame.to &&
    before.chosen === after.chosen &&
    isSameLane(before.lane, after.lane),
);

/** What lies further off than can come into view is left out: a worker may be a year old. */
function place({ since, until }: Segment, frame: TimeSpan) {
  const left = percentAt(Math.max(since, frame.from - 2 * spanMs(frame)), frame);
  const right = percentAt(Math.min(until ?? frame.to, frame.to), frame);
  return { left: `${left}%`, width: `${Math.max(right - left, THINNEST_PERCENT)}%` };
}

function laneLabel(lane: Lane): string {
  const { state, ends } = laneSummary(lane);
  const marks = ends === 0 ? "" : `, ${plural(ends, "kill or crash", "kills and crashes")}`;
  return `Worker ${lane.slot}: ${state} at the end${marks}`;
}
