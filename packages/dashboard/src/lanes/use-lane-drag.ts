import { useState, type PointerEvent, type RefObject } from "react";
import type { TimeSpan } from "../view/view.ts";
import { momentAtX } from "./lane-geometry.ts";

/** Nearer than that it was a press, by a hand that shook. */
const LEAST_DRAG_PX = 5;

interface Press {
  readonly x: number;
  readonly target: EventTarget;
  /** As it was then: the lanes may move on meanwhile. */
  readonly span: TimeSpan;
  /** Null until it is more than a press. */
  readonly selected: TimeSpan | null;
}

export interface LaneDragOptions {
  readonly section: RefObject<HTMLElement | null>;
  readonly span: TimeSpan;
  readonly onSelect: (selected: TimeSpan) => void;
  readonly onPress: (target: EventTarget, x: number) => void;
}

export type LaneDrag = ReturnType<typeof useLaneDrag>;

/** Tells a drag over a part of the lanes from a press on one. */
export function useLaneDrag({ section, span, onSelect, onPress }: LaneDragOptions) {
  const [press, setPress] = useState<Press | null>(null);

  const onPointerDown = ({ button, isPrimary, clientX: x, target, pointerId }: PointerEvent) => {
    if (button !== 0 || !isPrimary) return;
    section.current?.setPointerCapture(pointerId);
    setPress({ x, target, span, selected: null });
  };
  const onPointerMove = ({ clientX }: PointerEvent) => {
    if (press === null || section.current === null) return;
    if (press.selected === null && Math.abs(clientX - press.x) < LEAST_DRAG_PX) return;
    const ends = [press.x, clientX].map((x) =>
      momentAtX(section.current as Element, x, press.span),
    );
    setPress({ ...press, selected: { from: Math.min(...ends), to: Math.max(...ends) } });
  };
  const onPointerUp = () => {
    if (press === null) return;
    setPress(null);
    if (press.selected === null) onPress(press.target, press.x);
    else onSelect(press.selected);
  };
  const cancel = () => setPress(null);

  return {
    isPressed: press !== null,
    selected: press?.selected ?? null,
    /** Of the time that the selection was begun in. */
    span: press?.span ?? span,
    cancel,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: cancel },
  };
}
