import { useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from "react";
import { useDeckContext } from "../deck-context.ts";
import { laneElement } from "./lane-geometry.ts";
import { laneKey } from "./lane-keys.ts";
import { standingWords, type LaneView } from "./lane-view.ts";
import { findStop, newestPlace, stepFrom, type Place } from "./stops.ts";
import { storyInWords, storyOf } from "./story.ts";
import type { LaneDrag } from "./use-lane-drag.ts";
import type { Told } from "./use-told.ts";
import { zoomToStop } from "./zoom-stop.ts";

export interface LaneKeysOptions extends LaneView {
  /** Around the lanes and the card about them. */
  readonly stage: RefObject<HTMLElement | null>;
  readonly section: RefObject<HTMLElement | null>;
  readonly told: Told | null;
  readonly tell: (told: Told | null) => void;
  readonly drag: Pick<LaneDrag, "isPressed" | "cancel">;
}

/** Moves a cursor along the lanes and among them, and says what it is on. */
export function useLaneKeys(options: LaneKeysOptions) {
  const { stage, section, lanes, events, span, isZoomed, now, onZoom, told, tell, drag } = options;
  const { store } = useDeckContext();
  /** Where the keyboard goes on when it comes back. */
  const last = useRef<Place | null>(null);
  const [said, setSaid] = useState("");

  const goTo = (place: Place | null) => {
    const stop = place && findStop(lanes, place);
    const lane = place && lanes.find(({ slot }) => slot === place.slot);
    if (!place || !stop || !lane) return;
    last.current = place;
    tell({ ...place, led: { by: "key" } });
    laneElement(section.current, place.slot)?.scrollIntoView({ block: "nearest" });
    const row = store.getState().deck?.workers.find(({ slot }) => slot === place.slot);
    const lastExit = row?.worker.lastExit ?? null;
    setSaid(storyInWords(place.slot, storyOf(stop, lane, { events, lastExit, now })));
  };
  const current = (): Place | null => {
    const place = told ?? last.current;
    return place !== null && findStop(lanes, place) !== null ? place : newestPlace(lanes);
  };
  const zoomIn = () => {
    const place = current();
    const stop = place && findStop(lanes, place);
    if (!stop) return;
    const zoom = zoomToStop(stop, span, now);
    tell(null);
    onZoom(zoom);
    setSaid(zoom === null ? "" : standingWords(zoom));
  };
  /** First a drag, then the story, then the zoom. */
  const escape = (): boolean => {
    if (drag.isPressed) {
      drag.cancel();
    } else if (told !== null) {
      tell(null);
      section.current?.focus();
    } else if (isZoomed) {
      onZoom(null);
      setSaid("The last five minutes");
    } else {
      return false;
    }
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const key = laneKey(event);
    const isOnLanes = event.target === section.current;
    // The card has a button, which takes Enter itself.
    if (key === null || (!isOnLanes && key.type !== "escape")) return;
    if (key.type === "escape" && !escape()) return;
    // Else the page would scroll, or move among the tiles.
    event.preventDefault();
    if (key.type === "zoom") zoomIn();
    if (key.type === "step") {
      const place = current();
      // The first key shows where the cursor is.
      goTo(place && (told === null ? place : stepFrom(lanes, place, key.to, span)));
    }
  };
  const onFocus = ({ target, relatedTarget }: FocusEvent) => {
    const isFromOutside = !stage.current?.contains(relatedTarget);
    if (isFromOutside && told === null && target.matches(":focus-visible")) goTo(current());
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    if (!stage.current?.contains(relatedTarget)) tell(null);
  };

  return { said, onKeyDown, onFocus, onBlur };
}
