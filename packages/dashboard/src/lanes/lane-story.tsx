import { useLayoutEffect, useRef, type PointerEventHandler } from "react";
import { StateGlyph } from "../tiles/state-glyph.tsx";
import { Button } from "../ui/button.tsx";
import styles from "./lane-story.module.css";
import { MarkGlyph } from "./mark-glyph.tsx";
import { placeCard, type Anchor } from "./place-card.ts";
import type { Story } from "./story.ts";

export interface LaneStoryProps {
  readonly slot: number;
  readonly story: Story;
  /** Null while that cannot be seen. */
  readonly anchor: () => Anchor | null;
  readonly onShowWorker: () => void;
  readonly onPointerEnter: PointerEventHandler;
  readonly onPointerLeave: PointerEventHandler;
}

/** Fixed to the window, so that neither the panel nor its scrolling cuts it off. */
export function LaneStory(props: LaneStoryProps) {
  const { slot, story, anchor, onShowWorker, onPointerEnter, onPointerLeave } = props;
  const card = useRef<HTMLElement>(null);

  // At each drawing: the lanes move on below it, and its text gets longer and shorter.
  useLayoutEffect(() => {
    const place = () => {
      const { current } = card;
      if (current === null) return;
      const at = anchor();
      current.hidden = at === null;
      if (at === null) return;
      const { clientWidth: width, clientHeight: height } = document.documentElement;
      const size = { width: current.offsetWidth, height: current.offsetHeight };
      const { left, top } = placeCard(at, size, { width, height });
      current.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
    };
    place();
    window.addEventListener("scroll", place, { passive: true, capture: true });
    window.addEventListener("resize", place);
    return () => {
      window.removeEventListener("scroll", place, { capture: true });
      window.removeEventListener("resize", place);
    };
  });

  return (
    // It only notes that the pointer is on it, so that it stays.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={card}
      aria-label={`About worker ${slot}`}
      className={styles.card}
      data-story=""
      onPointerEnter={onPointerEnter}
      onPointerLeave={onPointerLeave}
    >
      <p className={styles.title}>
        <Subject subject={story.subject} />
        <b>{story.title}</b>
        <span className={styles.slot}>#{slot}</span>
      </p>
      <p>{story.when}</p>
      <p className={styles.exact}>{story.exact}</p>
      <p className={styles.process}>{story.process}</p>
      {story.lines.map((line) => (
        <p key={line} className={styles.line}>
          {line}
        </p>
      ))}
      <Button size="small" className={styles.show} onClick={onShowWorker}>
        Show worker {slot}
      </Button>
    </section>
  );
}

function Subject({ subject }: { subject: Story["subject"] }) {
  if (subject.kind === "mark") return <MarkGlyph kind={subject.mark} />;
  return (
    <span className={styles.state} data-state={subject.state}>
      <StateGlyph state={subject.state} />
    </span>
  );
}
