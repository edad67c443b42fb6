import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  type TouchEvent,
  type UIEvent,
  type WheelEvent,
} from "react";
import { endOf, type LogBuffer } from "./log-buffer.ts";

/** A fraction of a pixel remains at the end of a page that is zoomed. */
const AT_END_PX = 4;
const UPWARD_KEYS = ["ArrowUp", "PageUp", "Home"];
/** So far a finger moves before it means it. */
const FINGER_PX = 8;
/** Rows that have come or have got their height may move the list for a few frames. */
const SETTLED_AFTER_MS = 250;

export interface Follow {
  /** What scrolls; its one child holds all of the rows. */
  readonly list: RefObject<HTMLDivElement | null>;
  /** The log, or what it was when it was scrolled away from its end: nothing moves under a reader. */
  readonly shown: LogBuffer;
  readonly isFollowing: boolean;
  /** Rows that have come since. */
  readonly waiting: number;
  readonly follow: () => void;
  /** Leaves the end, as a search does. */
  readonly hold: () => void;
  readonly onScroll: (event: UIEvent) => void;
  readonly onWheel: (event: WheelEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onTouchStart: (event: TouchEvent) => void;
  readonly onTouchMove: (event: TouchEvent) => void;
}

/** Keeps a log at its newest line until one scrolls up. */
export function useFollow(log: LogBuffer): Follow {
  const list = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<LogBuffer | null>(null);
  const lastTopPx = useRef(0);
  const changedAtMs = useRef(0);
  const fingerPx = useRef(0);
  const shown = held ?? log;
  const isFollowing = held === null;
  const waiting = Math.max(0, endOf(log) - endOf(shown));
  const toEnd = useCallback(() => {
    if (list.current === null) return;
    list.current.scrollTop = list.current.scrollHeight;
    changedAtMs.current = performance.now();
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

  const hold = () => {
    if (held === null && (list.current?.scrollTop ?? 0) > 0) setHeld(log);
  };
  return {
    list,
    shown,
    isFollowing,
    waiting,
    hold,
    follow() {
      setHeld(null);
      // The button that was pressed goes away.
      list.current?.focus();
    },
    onScroll({ timeStamp }) {
      if (list.current === null) return;
      const { scrollTop, scrollHeight, clientHeight } = list.current;
      const isAtEnd = scrollHeight - clientHeight - scrollTop <= AT_END_PX;
      const movedPx = scrollTop - lastTopPx.current;
      lastTopPx.current = scrollTop;
      if (held === null) {
        // As by the browser's own search. What has just changed moves it too, and nobody asked for that.
        const isSettled = timeStamp - changedAtMs.current > SETTLED_AFTER_MS;
        if (movedPx < 0 && !isAtEnd && isSettled) hold();
      } else if (movedPx > 0 && isAtEnd) {
        // What waits comes below what has been read; at its end in turn the log is followed again.
        setHeld(waiting === 0 ? null : log);
      }
    },
    // All these come before the list moves: in a flood the next rows would undo it.
    onWheel({ deltaY }) {
      if (deltaY < 0) hold();
    },
    onKeyDown({ key }) {
      if (UPWARD_KEYS.includes(key)) hold();
    },
    onPointerDown({ target, nativeEvent }) {
      const isOnScrollbar =
        target === list.current && nativeEvent.offsetX > list.current.clientWidth;
      if (isOnScrollbar) hold();
    },
    onTouchStart({ touches }) {
      fingerPx.current = touches[0]?.clientY ?? 0;
    },
    onTouchMove({ touches }) {
      if ((touches[0]?.clientY ?? 0) - fingerPx.current > FINGER_PX) hold();
    },
  };
}
