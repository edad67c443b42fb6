import type { LastExit } from "@clusterdeck/shared";
import { formatElapsed } from "../format/duration.ts";
import { byWords, causeWords, exitStatus, sentence } from "../format/exit.ts";
import { plural } from "../format/number.ts";
import { formatFullTime, formatTimeOfDay } from "../format/time-of-day.ts";
import styles from "./tile-exit.module.css";

/** How the slot's last process ended, with its last words. */
export function TileExit({ exit }: { exit: LastExit }) {
  const asOf = exit.signal === null ? "" : " at its last sample";
  const lost = exit.inFlight > 0 ? ` · ${plural(exit.inFlight, "request")} in flight${asOf}` : "";
  return (
    <div className={styles.exit}>
      <p>
        <b>{exitStatus(exit)}</b> · {causeWords(exit.cause)}, {byWords(exit.by)} · g
        {exit.generation}
        {exit.pid === null ? "" : ` · pid ${exit.pid}`}
      </p>
      <p className={styles.when} title={formatFullTime(exit.at)}>
        {formatTimeOfDay(exit.at)} after {formatElapsed(exit.uptimeMs)}
        {lost}
      </p>
      {exit.hint !== null && <p>{sentence(exit.hint)}.</p>}
      {exit.stderrTail.length > 0 ? (
        // Scrolls, so it must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles.stderr} tabIndex={0} aria-label="Last lines of stderr">
          {exit.stderrTail.join("\n")}
        </pre>
      ) : (
        <p className={styles.when}>It wrote nothing to stderr.</p>
      )}
    </div>
  );
}
