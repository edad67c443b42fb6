import { useEffect, useRef, useState } from "react";
import { useDeck, useDeckContext } from "../deck-context.ts";
import { formatAgo } from "../format/ago.ts";
import { formatFullTime, formatTimeOfDay } from "../format/time-of-day.ts";
import { PAGE_MENU_ID } from "../header/page-menu.tsx";
import { focusPanel } from "../keys/tile-focus.ts";
import { Button } from "../ui/button.tsx";
import styles from "./recording.module.css";

/** How old it is, is told in seconds at the finest. */
const LOOK_MS = 1000;

/** Says that nothing here is of now, and leads back. */
export function RecordingBanner() {
  const { source } = useDeckContext();
  return source.kind === "recording" ? <Banner takenAt={source.recording.snapshot.at} /> : null;
}

function Banner({ takenAt }: { takenAt: number }) {
  const { recordings } = useDeckContext();
  const appName = useDeck((deck) => deck.fleet.app.name);
  const ageMs = useWallClockMs() - takenAt;
  const wayBack = useRef<HTMLButtonElement>(null);
  // What had the focus before is gone with the live page; from here it goes on into the recording.
  useEffect(() => {
    wayBack.current?.focus();
    return focusLivePage;
  }, []);
  return (
    <aside className={styles.banner} aria-label="Recording">
      <span className={styles.badge}>Recording</span>
      <p className={styles.words}>
        of <b>{appName}</b>, taken{" "}
        <time dateTime={new Date(takenAt).toISOString()} title={formatFullTime(takenAt)}>
          {formatTimeOfDay(takenAt)}
        </time>
        , <span>{formatAgo(ageMs)}</span>
      </p>
      <Button
        ref={wayBack}
        variant="primary"
        className={styles.wayBack}
        onClick={recordings.backToLive}
      >
        Back to live
      </Button>
    </aside>
  );
}

/** The way back is gone with its banner: the menu that recordings are opened from takes the focus. */
function focusLivePage(): void {
  if (document.activeElement !== document.body) return;
  document.getElementById(PAGE_MENU_ID)?.focus();
  // On a phone an open panel covers the menu, which then takes no focus.
  if (document.activeElement === document.body) focusPanel();
}

/** The recording's own clock stands still. */
function useWallClockMs(): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
