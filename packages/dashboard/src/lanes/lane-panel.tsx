import { useDeferredValue, useMemo, useRef } from "react";
import { useDeck, useDeckContext, useDeckTime, useView } from "../deck-context.ts";
import { Panel } from "../ui/panel.tsx";
import { useOnScreen } from "../ui/use-on-screen.ts";
import type { TimeSpan } from "../view/view.ts";
import { LaneHead } from "./lane-head.tsx";
import { LaneStage } from "./lane-stage.tsx";
import type { MarkKind } from "./marks.ts";
import { lanesOf, type Lane } from "./segments.ts";
import { useLaneHistory } from "./use-lane-history.ts";
import { happenedPart, wholeSpan, zoomAround } from "./zoom.ts";

/** So many lanes take the browser long to move, so they move on in steps. */
const MANY = 100;
const STEP_OF_MANY_MS = 5_000;

export function LanePanel() {
  const { view } = useDeckContext();
  const section = useRef<HTMLElement>(null);
  const isOnScreen = useOnScreen(section);
  const zoom = useView((shown) => shown.zoom);
  // History is worth a moment's delay when the tiles have news of their own.
  const now = useDeferredValue(useDeckTime(isOnScreen ? "second" : "never").serverMs);
  const isMany = useDeck((deck) => deck.workers.length > MANY);
  const part = happenedPart(zoom, now);
  const isZoomed = part !== null;
  const { from, to } =
    part ?? wholeSpan(isMany ? Math.ceil(now / STEP_OF_MANY_MS) * STEP_OF_MANY_MS : now);
  const span = useMemo(() => ({ from, to }), [from, to]);
  const { transitions, events } = useLaneHistory(zoom, now);
  const lanes = useMemo(() => lanesOf(transitions, events, span), [transitions, events, span]);
  const setZoom = (next: TimeSpan | null) => view.setState({ zoom: next });
  // What is news stands at the right, so that is where a moving span is zoomed.
  const anchor = isZoomed ? (from + to) / 2 : to;

  return (
    <Panel
      title="Lifecycles"
      aside={
        <LaneHead
          span={span}
          isZoomed={isZoomed}
          marks={markKinds(lanes)}
          onZoom={(factor) => setZoom(zoomAround(span, anchor, factor, now))}
          onWhole={() => setZoom(null)}
        />
      }
    >
      <LaneStage
        ref={section}
        lanes={lanes}
        events={events}
        span={span}
        isZoomed={isZoomed}
        now={now}
        onZoom={setZoom}
      />
    </Panel>
  );
}

function markKinds(lanes: readonly Lane[]): ReadonlySet<MarkKind> {
  return new Set(lanes.flatMap(({ marks }) => marks.map(({ kind }) => kind)));
}
