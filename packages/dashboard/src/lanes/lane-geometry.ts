/** Where lanes and moments are on the page. It reads the page and changes nothing. */
import type { TimeSpan } from "../view/view.ts";
import type { Anchor } from "./place-card.ts";
import type { Lane } from "./segments.ts";
import { stopAt, type Stop } from "./stops.ts";
import { momentAt, percentAt, spanMs } from "./zoom.ts";

/** A finger or an eye is no more exact than that. */
const REACH_PX = 7;
const LANE = "[data-lane]";

/** The moment at a place between the lanes' left and right ends; beyond them it is the end. */
export function momentAtX(section: Element, x: number, span: TimeSpan): number {
  const box = section.querySelector(LANE)?.getBoundingClientRect();
  return box === undefined || box.width === 0
    ? span.to
    : momentAt((x - box.left) / box.width, span);
}

export function stopUnder(
  target: EventTarget | null,
  x: number,
  lanes: readonly Lane[],
  span: TimeSpan,
): { slot: number; stop: Stop } | null {
  const element = target instanceof Element ? target.closest<HTMLElement>(LANE) : null;
  const lane = lanes.find(({ slot }) => String(slot) === element?.dataset["lane"]);
  if (element === null || lane === undefined) return null;
  const box = element.getBoundingClientRect();
  const at = momentAt((x - box.left) / box.width, span);
  const stop = stopAt(lane, at, (REACH_PX / box.width) * spanMs(span));
  return stop === null ? null : { slot: lane.slot, stop };
}

/** @returns null while the lane is scrolled out of its list */
export function anchorAt(
  section: Element,
  slot: number,
  at: { readonly x: number } | { readonly moment: number; readonly span: TimeSpan },
): Anchor | null {
  const box = laneElement(section, slot)?.getBoundingClientRect();
  const frame = section.getBoundingClientRect();
  if (box === undefined || box.bottom < frame.top || box.top > frame.bottom) return null;
  const x = "x" in at ? at.x : box.left + (percentAt(at.moment, at.span) / 100) * box.width;
  return { x, top: box.top, bottom: box.bottom };
}

export function laneElement(section: Element | null, slot: number): Element | null {
  return section?.querySelector(`[data-lane="${slot}"]`) ?? null;
}
