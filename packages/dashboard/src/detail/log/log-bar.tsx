import type { KeyboardEvent } from "react";
import { useDeckContext, usePreferences } from "../../deck-context.ts";
import { plural } from "../../format/number.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useCopy } from "../../ui/use-copy.ts";
import styles from "./log.module.css";

export interface LogBarProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly matchCount: number;
  /** Counted from 1; null before one has gone to any. */
  readonly current: number | null;
  readonly onStep: (step: 1 | -1) => void;
  /** To where the search leads. */
  readonly onLeave: () => void;
  readonly textToCopy: () => string;
}

export function LogBar(props: LogBarProps) {
  const { words, onWords, matchCount, current, onStep, onLeave, textToCopy } = props;
  const { preferences } = useDeckContext();
  const { outcome, copy } = useCopy();
  const wraps = usePreferences(({ logWraps }) => logWraps);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") onStep(event.shiftKey ? 1 : -1);
    else if (event.key !== "Escape") return;
    else if (words === "") onLeave();
    else onWords("");
    event.preventDefault();
  };

  return (
    <div className={styles.bar}>
      <SearchField
        className={styles.search}
        data-log-search=""
        aria-label="Find in the log"
        placeholder="Find in the log  ( / )"
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {words !== "" && (
        <span className={styles.matches}>
          <output>
            {current === null
              ? plural(matchCount, "match", "matches")
              : `${current} of ${matchCount}`}
          </output>
          <Button
            size="small"
            aria-label="Previous match"
            title="Previous match (Enter)"
            isHeld={matchCount === 0}
            onClick={() => onStep(-1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            aria-label="Next match"
            title="Next match (Shift+Enter)"
            isHeld={matchCount === 0}
            onClick={() => onStep(1)}
          >
            ↓
          </Button>
        </span>
      )}
      <span className={styles.tools}>
        <Button
          size="small"
          aria-pressed={wraps}
          title="Break long lines"
          onClick={() => preferences.setState({ logWraps: !wraps })}
        >
          Wrap
        </Button>
        <CopyButton
          label="Copy the lines that are shown"
          variant="plain"
          outcome={outcome}
          onClick={() => void copy(textToCopy())}
        />
      </span>
    </div>
  );
}
