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
import { scrollMeaning } from "./scroll-meaning.ts";

const UPWARD_KEYS = ["ArrowUp", "PageUp", "Home"];
/** So far a finger moves before it means it. */
const FINGER_PX = 8;

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
  /** Scrolls on behalf of the page: neither leaves the end nor comes back to it. */
  readonly move: (byPx: number) => void;
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
  /** When the list was last moved by its rows, and when by `move`. */
  const changedAtMs = useRef(0);
  const ledAtMs = useRef(Number.NEGATIVE_INFINITY);
  const fingerPx = useRef(0);
  const shown = held ?? log;
  const isFollowing = held === null;
  const waiting = Math.max(0, endOf(log) - endOf(shown));
  const toEnd = useCallback(() => {
    if (list.current === null) return;
    list.current.scrollTop = list.current.scrollHeight;
    changedAtMs.current = performance.now();
  }, []);

  const move = useCallback((byPx: number) => {
    if (list.current === null) return;
    list.current.scrollTop += byPx;
    ledAtMs.current = performance.now();
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
    move,
    follow() {
      setHeld(null);
      // The button that was pressed goes away.
      list.current?.focus();
    },
    onScroll({ timeStamp }) {
      if (list.current === null) return;
      const { scrollTop, scrollHeight, clientHeight } = list.current;
      const movedPx = scrollTop - lastTopPx.current;
      lastTopPx.current = scrollTop;
      const meaning = scrollMeaning({
        isFollowing,
        movedPx,
        fromEndPx: scrollHeight - clientHeight - scrollTop,
        // Whoever has scrolled away and turns back at once means it: rows do not move a list that is held.
        sinceOwnMs: timeStamp - (isFollowing ? changedAtMs : ledAtMs).current,
      });
      if (meaning === "leave") hold();
      // What waits comes below what has been read; at its end in turn the log is followed again.
      if (meaning === "reach") setHeld(waiting === 0 ? null : log);
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
