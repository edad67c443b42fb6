import { useId, useRef, type CSSProperties, type PointerEvent, type RefObject } from "react";
import { useDeckContext, useWorkerRow } from "../deck-context.ts";
import { movingTicks, standingTicks } from "./axis.ts";
import { frameOf, shiftOf } from "./frame.ts";
import { LaneAxis, LaneLines } from "./lane-axis.tsx";
import { LaneBand } from "./lane-band.tsx";
import { anchorAt, momentAtX, stopUnder } from "./lane-geometry.ts";
import { LaneRow } from "./lane-row.tsx";
import { LaneStory } from "./lane-story.tsx";
import type { LaneView } from "./lane-view.ts";
import styles from "./lanes.module.css";
import { findStop, middleOf } from "./stops.ts";
import { storyOf } from "./story.ts";
import { useLaneDrag } from "./use-lane-drag.ts";
import { useLaneKeys } from "./use-lane-keys.ts";
import { useLaneWheel } from "./use-lane-wheel.ts";
import { useTold } from "./use-told.ts";
import { zoomAround, zoomTo } from "./zoom.ts";

export interface LaneStageProps extends LaneView {
  readonly ref: RefObject<HTMLElement | null>;
}

/** The lanes, and what pointing at them does: it tells about what is there, and zooms. */
export function LaneStage({ ref: section, ...shown }: LaneStageProps) {
  const { lanes, events, span, isZoomed, now, onZoom } = shown;
  const { view, source } = useDeckContext();
  const hintId = useId();
  const { told, tell, stay, leave } = useTold();
  const stage = useRef<HTMLDivElement>(null);
  const drag = useLaneDrag({
    section,
    span,
    onSelect: (selected) => onZoom(zoomTo(selected, span, now)),
    onPress: (target, x) => {
      const under = stopUnder(target, x, lanes, span);
      const isOpen = told?.led.by === "press" && under?.stop.key === told.key;
      const isNothing = under === null || isOpen;
      tell(isNothing ? null : { slot: under.slot, key: under.stop.key, led: { by: "press", x } });
    },
  });
  const keys = useLaneKeys({ ...shown, stage, section, told, tell, drag });
  useLaneWheel(section, (factor, x) => {
    if (section.current === null) return;
    onZoom(zoomAround(span, momentAtX(section.current, x, span), factor, now));
  });

  const hover = (event: PointerEvent) => {
    // After scrolling by key the browser moves a pointer that nobody has moved.
    const isStill = event.movementX === 0 && event.movementY === 0;
    if (event.pointerType === "touch" || isStill || told?.led.by === "press") return;
    const under = stopUnder(event.target, event.clientX, lanes, span);
    if (under === null) return leave();
    tell({ slot: under.slot, key: under.stop.key, led: { by: "hover", x: event.clientX } });
  };

  const frame = frameOf(span, isZoomed);
  const isStanding = isZoomed || source.kind === "recording";
  const ticks = isStanding ? standingTicks(span) : movingTicks(span);
  const stop = told === null || drag.selected !== null ? null : findStop(lanes, told);
  const lane = lanes.find(({ slot }) => slot === told?.slot);
  const lastExit = useWorkerRow(told?.slot ?? 0)?.worker.lastExit ?? null;

  return (
    // It only hears of the keys and the focus of the lanes and of the card about them.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={stage} className={styles.stage} onBlur={keys.onBlur} onKeyDown={keys.onKeyDown}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section
        ref={section}
        role="application"
        aria-label="Lanes"
        aria-describedby={hintId}
        // A chart with a cursor of its own, which says what it is on.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={styles.lanes}
        style={{ "--lane-count": lanes.length } as CSSProperties}
        data-lanes={densityOf(lanes.length)}
        data-dragging={drag.selected !== null}
        onFocus={keys.onFocus}
        {...drag.handlers}
        onPointerMove={drag.isPressed ? drag.handlers.onPointerMove : hover}
        onPointerLeave={leave}
      >
        <div
          className={styles.sheet}
          style={{ "--shift": `${shiftOf(span, frame)}%` } as CSSProperties}
        >
          <LaneLines ticks={ticks} />
          <div className={styles.rows}>
            {lanes.map((one) => (
              <LaneRow
                key={one.slot}
                lane={one}
                frame={frame}
                chosen={one.slot === told?.slot && stop !== null ? told.key : null}
              />
            ))}
          </div>
          {drag.selected !== null && <LaneBand selected={drag.selected} span={drag.span} />}
        </div>
        {lanes.length === 0 && (
          <p className={styles.none}>
            {isZoomed
              ? "Nothing is known of this time: the last five minutes are kept."
              : "No worker in the last five minutes."}
          </p>
        )}
        <LaneAxis ticks={ticks} />
      </section>
      {told !== null && stop !== null && lane !== undefined && (
        <LaneStory
          slot={told.slot}
          story={storyOf(stop, lane, { events, lastExit, now })}
          anchor={() => {
            if (section.current === null) return null;
            const at = "x" in told.led ? told.led : { moment: middleOf(stop, span), span };
            return anchorAt(section.current, told.slot, at);
          }}
          onShowWorker={() => {
            tell(null);
            view.setState({ worker: told.slot });
          }}
          onPointerEnter={stay}
          onPointerLeave={leave}
        />
      )}
      <p id={hintId} hidden>
        Arrows move along a lane and among the lanes, Enter zooms in, Escape shows all again.
      </p>
      <output className="visually-hidden">{keys.said}</output>
    </div>
  );
}

/** As many as fit without scrolling at each height of a lane. */
function densityOf(count: number): "roomy" | "tight" | "hair" {
  if (count <= 16) return "roomy";
  return count <= 38 ? "tight" : "hair";
}
