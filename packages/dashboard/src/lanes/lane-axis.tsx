import type { Tick } from "./axis.ts";
import styles from "./lanes.module.css";

/** A line for each tick ties the axis to the lanes, however few they are. */
export function LaneLines({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <div className={styles.lines} aria-hidden="true">
      {ticks.map(({ label, percent }) => (
        <i key={label} style={{ left: `${percent}%` }} />
      ))}
    </div>
  );
}

export function LaneAxis({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <div className={styles.axis} aria-hidden="true">
      {ticks.map(({ label, percent, exact }) => (
        <span
          key={label}
          style={{ left: `${percent}%` }}
          data-at={percent < 3 ? "start" : percent > 97 ? "end" : "within"}
          title={exact}
        >
          {label}
        </span>
      ))}
    </div>
  );
}
