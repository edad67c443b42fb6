import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useDeckState, usePreferences } from "../../deck-context.ts";
import { plural } from "../../format/number.ts";
import { Button } from "../../ui/button.tsx";
import { LogBar } from "./log-bar.tsx";
import { LogBlockRows } from "./log-block.tsx";
import type { LogBlock } from "./log-buffer.ts";
import { createLogSearch, isSame, neighbour, type Match } from "./log-search.ts";
import { logText } from "./log-text.ts";
import styles from "./log.module.css";
import { useFollow } from "./use-follow.ts";
import { useWorkerLog } from "./use-worker-log.ts";

export function LogView({ slot }: { slot: number }) {
  const log = useWorkerLog(slot);
  const { list, shown, isFollowing, waiting, follow, hold, move, ...handlers } = useFollow(log);
  const wraps = usePreferences(({ logWraps }) => logWraps);
  const [words, setWords] = useState("");
  const [current, setCurrent] = useState<Match | null>(null);
  const searched = useDeferredValue(words);
  const search = useMemo(() => createLogSearch(searched), [searched]);
  const matches = useMemo(() => shown.blocks.flatMap(search), [shown, search]);
  const index = current === null ? -1 : matches.findIndex((match) => isSame(match, current));

  useEffect(() => {
    if (current !== null) bringIntoView(list.current, current.row, move);
  }, [list, current, move]);

  const changeWords = (next: string) => {
    // A browser may tell the same words once more, and who has gone to a match stays there.
    if (next === words) return;
    setWords(next);
    setCurrent(null);
  };
  const goTo = (step: 1 | -1) => {
    if (matches.length === 0) return;
    hold();
    setCurrent(neighbour(matches, current, step));
  };
  return (
    <div className={styles.log}>
      <LogBar
        words={words}
        onWords={changeWords}
        matchCount={matches.length}
        current={index === -1 ? null : index + 1}
        onStep={goTo}
        onLeave={() => list.current?.focus()}
        textToCopy={() => logText(shown)}
      />
      <div className={styles.frame}>
        {/* Scrolls, so it must be reachable by keyboard. */}
        <div
          ref={list}
          className={styles.list}
          role="log"
          // A flood read out would leave nobody a word in edgeways.
          aria-live="off"
          aria-label={`Log of worker ${slot}`}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          data-wraps={wraps}
          data-following={isFollowing}
          {...handlers}
        >
          <div className={styles.rows}>
            {shown.blocks.map((block) => (
              <LogBlockRows
                key={block.start}
                block={block}
                matches={search(block)}
                current={current !== null && isIn(block, current) ? current : null}
              />
            ))}
            {shown.blocks.length === 0 && <Nothing slot={slot} isAnswered={log.epoch !== null} />}
          </div>
        </div>
        {!isFollowing && (
          <Button className={styles.follow} variant="primary" size="small" onClick={follow}>
            {waiting === 0 ? "Follow" : plural(waiting, "new line")} ↓
          </Button>
        )}
      </div>
    </div>
  );
}

function Nothing({ slot, isAnswered }: { slot: number; isAnswered: boolean }) {
  const isLive = useDeckState(({ connection }) => connection.phase === "live");
  if (isAnswered) return <p className={styles.none}>Worker {slot} has written nothing yet.</p>;
  return isLive ? null : (
    <p className={styles.none}>The log comes by itself when the connection is back.</p>
  );
}

function isIn({ start, rows }: LogBlock, { row }: Match): boolean {
  return row >= start && row < start + rows.length;
}

/** Within the list alone: `scrollIntoView` would move the page too. */
function bringIntoView(list: HTMLElement | null, row: number, move: (byPx: number) => void): void {
  const line = list?.querySelector(`[data-row="${row}"]`);
  if (!list || !line) return;
  const center = () => {
    const { top, height } = list.getBoundingClientRect();
    const box = line.getBoundingClientRect();
    move(box.top + box.height / 2 - (top + height / 2));
  };
  center();
  // What it has come past has its height only now.
  requestAnimationFrame(center);
}
