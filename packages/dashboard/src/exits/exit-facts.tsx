import type { LastExit } from "@clusterdeck/shared";
import type { ReactNode } from "react";
import { formatShort } from "../format/duration.ts";
import { byWords, causeWords, exitStatus } from "../format/exit.ts";
import { sentence } from "../format/sentence.ts";
import { plural } from "../format/number.ts";
import { formatFullTime, formatTimeOfDay } from "../format/time-of-day.ts";
import styles from "./exit-facts.module.css";

export interface ExitFactsProps {
  readonly exit: LastExit;
  /** How long ago, in words, where that runs with the clock. */
  readonly ago?: ReactNode;
}

/** How a process ended: what the system said, why, by whom, and what it cost. */
export function ExitFacts({ exit, ago }: ExitFactsProps) {
  const asOf = exit.signal === null ? "" : " at its last sample";
  const lost = exit.inFlight > 0 ? ` · ${plural(exit.inFlight, "request")} in flight${asOf}` : "";
  return (
    <div className={styles.facts}>
      <p>
        <b>{exitStatus(exit)}</b> · {causeWords(exit.cause)}, {byWords(exit.by)} · g
        {exit.generation}
        {exit.pid === null ? "" : ` · pid ${exit.pid}`}
      </p>
      <p className={styles.when} title={formatFullTime(exit.at)}>
        {formatTimeOfDay(exit.at)}
        {ago} after {formatShort(exit.uptimeMs)}
        {lost}
      </p>
      {exit.hint !== null && <p>{sentence(exit.hint)}.</p>}
    </div>
  );
}
