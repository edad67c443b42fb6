import { useEffect, useState } from "react";
import { METRIC_GLOSSARY, type MetricName } from "../format/metric-glossary.ts";
import styles from "./explain.module.css";

/** Spread on whatever shows a metric, to have it explained on hover and focus. */
export function explains(metric: MetricName) {
  return { "data-explain": metric, "aria-describedby": descriptionId(metric) };
}

interface Shown {
  readonly metric: MetricName;
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
}

const WIDTH_PX = 260;
const EDGE_PX = 8;
const GAP_PX = 6;
/** Of a sentence of four lines. */
const HIGHEST_PX = 90;

/**
 * One tooltip for the whole page: hundreds of figures need an explanation, and at most one is
 * being asked about.
 */
export function ExplainLayer() {
  const [shown, setShown] = useState<Shown | null>(null);

  useEffect(() => {
    const show = (event: Event) => {
      const element = explainedBy(event.target);
      setShown(element === null ? null : placeBeside(element));
    };
    const hide = () => setShown(null);
    const hideOnEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };
    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", show);
    document.addEventListener("focusout", hide);
    document.addEventListener("keydown", hideOnEscape);
    window.addEventListener("scroll", hide, { passive: true, capture: true });
    return () => {
      document.removeEventListener("pointerover", show);
      document.removeEventListener("focusin", show);
      document.removeEventListener("focusout", hide);
      document.removeEventListener("keydown", hideOnEscape);
      window.removeEventListener("scroll", hide, { capture: true });
    };
  }, []);

  return (
    <>
      <div hidden>
        {Object.entries(METRIC_GLOSSARY).map(([metric, { sentence }]) => (
          <span key={metric} id={descriptionId(metric)}>
            {sentence}
          </span>
        ))}
      </div>
      {shown !== null && (
        <div
          role="tooltip"
          className={styles.tooltip}
          style={{ left: shown.left, top: shown.top, bottom: shown.bottom, width: WIDTH_PX }}
        >
          {METRIC_GLOSSARY[shown.metric].sentence}
        </div>
      )}
    </>
  );
}

function explainedBy(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-explain]") : null;
}

/** Below it, or above where the window ends. */
function placeBeside(element: HTMLElement): Shown {
  const box = element.getBoundingClientRect();
  const hasRoomBelow = box.bottom + HIGHEST_PX < document.documentElement.clientHeight;
  const rightmost = document.documentElement.clientWidth - WIDTH_PX - EDGE_PX;
  return {
    metric: element.dataset["explain"] as MetricName,
    left: Math.max(EDGE_PX, Math.min(box.left, rightmost)),
    ...(hasRoomBelow
      ? { top: box.bottom + GAP_PX }
      : { bottom: document.documentElement.clientHeight - box.top + GAP_PX }),
  };
}

function descriptionId(metric: string): string {
  return `explain-${metric}`;
}
