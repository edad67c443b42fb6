import { useState, type CSSProperties } from "react";
import { useDeckState, useDeckTime } from "../deck-context.ts";
import type { WorkerRow } from "../store/deck.ts";
import { staleSinceMs } from "../store/selectors.ts";
import { countdownOf, type Countdown } from "./countdown.ts";
import type { Density } from "./density.ts";
import styles from "./tile.module.css";

/** A bar that runs down along the tile's lower edge. The sentence has the same in numbers. */
export function TileCountdown({ row, density }: { row: WorkerRow; density: Density }) {
  const countdown = countdownOf(row);
  const isStale = useDeckState(({ connection }) => staleSinceMs(connection) !== null);
  // Without a connection nothing runs on, and when it is back the time that is left is another one.
  if (countdown === null || isStale) return null;
  // What the browser runs has a layer of its own, against which it holds all that it draws later.
  const Bar = density === "roomy" ? RunningBar : SteppingBar;
  return (
    <Bar
      key={`${countdown.kind} ${row.receivedAtMs}`}
      countdown={countdown}
      sinceMs={row.receivedAtMs}
    />
  );
}

interface BarProps {
  readonly countdown: Countdown;
  readonly sinceMs: number;
}

/** The browser runs it from where it began, so nothing is drawn for its steps. */
function RunningBar({ countdown, sinceMs }: BarProps) {
  const { pageMs } = useDeckTime("never");
  const isStill = useDeckState(({ connection }) => connection.phase === "recording");
  const [delayMs] = useState(-elapsedMs(countdown, sinceMs, pageMs));
  return (
    <BarLine
      kind={countdown.kind}
      style={{
        animationDuration: `${countdown.totalMs}ms`,
        animationDelay: `${delayMs}ms`,
        animationPlayState: isStill ? "paused" : "running",
      }}
    />
  );
}

/** A step a second. */
function SteppingBar({ countdown, sinceMs }: BarProps) {
  const { pageMs } = useDeckTime("second");
  const left = 1 - elapsedMs(countdown, sinceMs, pageMs) / countdown.totalMs;
  return (
    <BarLine
      kind={countdown.kind}
      style={{ animation: "none", transform: `scaleX(${Math.max(0, left)})` }}
    />
  );
}

function BarLine({ kind, style }: { kind: Countdown["kind"]; style: CSSProperties }) {
  return <span className={styles.countdown} data-kind={kind} style={style} aria-hidden="true" />;
}

function elapsedMs(countdown: Countdown, sinceMs: number, pageMs: number): number {
  return countdown.elapsedMs + Math.max(0, pageMs - sinceMs);
}
