import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
  type WheelEvent,
} from "react";
import { endOf, type LogBuffer } from "./log-buffer.ts";

/** A fraction of a pixel remains at the end of a page that is zoomed. */
const AT_END_PX = 4;

export interface Follow {
  /** What scrolls; its one child holds all of the rows. */
  readonly list: RefObject<HTMLDivElement | null>;
  /** The log, or what it was when it was scrolled away from its end: nothing moves under a reader. */
  readonly shown: LogBuffer;
  readonly isFollowing: boolean;
  /** Rows that have come since. */
  readonly waiting: number;
  readonly follow: () => void;
  readonly onScroll: () => void;
  readonly onWheel: (event: WheelEvent) => void;
}

/** Keeps a log at its newest line until one scrolls up. */
export function useFollow(log: LogBuffer): Follow {
  const list = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<LogBuffer | null>(null);
  const lastTopPx = useRef(0);
  const shown = held ?? log;
  const isFollowing = held === null;
  const waiting = Math.max(0, endOf(log) - endOf(shown));
  const toEnd = useCallback(() => {
    if (list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, []);

  // Rows come, and get another height as they come into sight or are broken: all of it shows here,
  // before it is painted.
  useLayoutEffect(() => {
    const element = list.current;
    const rows = element?.firstElementChild ?? null;
    if (!isFollowing || element === null || rows === null) return undefined;
    toEnd();
    const observer = new ResizeObserver(toEnd);
    observer.observe(element);
    observer.observe(rows);
    return () => observer.disconnect();
  }, [isFollowing, toEnd]);

  return {
    list,
    shown,
    isFollowing,
    waiting,
    follow() {
      setHeld(null);
      // The button that was pressed goes away.
      list.current?.focus();
    },
    onScroll() {
      if (list.current === null) return;
      const { scrollTop, scrollHeight, clientHeight } = list.current;
      const isAtEnd = scrollHeight - clientHeight - scrollTop <= AT_END_PX;
      const isUpward = scrollTop < lastTopPx.current;
      lastTopPx.current = scrollTop;
      if (held === null) {
        if (isUpward && !isAtEnd) setHeld(log);
      } else if (isAtEnd) {
        // What waits comes below what has been read; at its end in turn the log is followed again.
        setHeld(waiting === 0 ? null : log);
      }
    },
    onWheel({ deltaY }) {
      // Before the scroll itself: in a flood the next rows would undo it.
      const canScroll = (list.current?.scrollTop ?? 0) > 0;
      if (held === null && deltaY < 0 && canScroll) setHeld(log);
    },
  };
}
