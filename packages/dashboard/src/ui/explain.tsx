import { useCallback, useEffect, useState } from "react";
import { METRIC_GLOSSARY, type MetricName } from "../format/metric-glossary.ts";
import styles from "./explain.module.css";
import { useEscape } from "./use-escape.ts";

/** Spread on whatever shows a metric, to have it explained on hover and focus. */
export function explains(metric: MetricName) {
  return { "data-explain": metric, "aria-describedby": descriptionId(metric) };
}

const BY_KEY = "explain-next";

/** Explains the first figure of a part that has the focus, and then the next one, which have no focus of their own. */
export function explainNext(part: Element): void {
  part.dispatchEvent(new Event(BY_KEY, { bubbles: true }));
}

interface Shown {
  readonly element: HTMLElement;
  readonly isByKey: boolean;
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
  const hide = useCallback(() => setShown(null), []);
  useEscape(shown !== null, hide);

  useEffect(() => {
    const show = (event: Event) => {
      const element = explainedBy(event.target);
      setShown((before) => {
        if (element !== null) return placeBeside(element, false);
        // Rows that move under a resting pointer are nobody's wish.
        return event.type === "pointerover" && before?.isByKey === true ? before : null;
      });
    };
    const showNext = ({ target }: Event) => {
      if (!(target instanceof Element)) return;
      setShown((before) => {
        const element = nextFigure(target, before?.element);
        return element === null ? null : placeBeside(element, true);
      });
    };
    document.addEventListener("pointerover", show);
    document.addEventListener("focusin", show);
    document.addEventListener("focusout", hide);
    document.addEventListener(BY_KEY, showNext);
    window.addEventListener("scroll", hide, { passive: true, capture: true });
    return () => {
      document.removeEventListener("pointerover", show);
      document.removeEventListener("focusin", show);
      document.removeEventListener("focusout", hide);
      document.removeEventListener(BY_KEY, showNext);
      window.removeEventListener("scroll", hide, { capture: true });
    };
  }, [hide]);

  return (
    <>
      <div hidden>
        {Object.entries(METRIC_GLOSSARY).map(([metric, { sentence }]) => (
          <span key={metric} id={descriptionId(metric)}>
            {sentence}
          </span>
        ))}
      </div>
      {/* What is pointed at or has the focus is described by it; a figure that a key leads to is not read. */}
      <output className="visually-hidden">
        {shown?.isByKey === true && inWords(shown.metric)}
      </output>
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

/** Null after the last one. Those that a dense tile leaves out are no figures of it. */
function nextFigure(part: Element, before: HTMLElement | undefined): HTMLElement | null {
  const figures = [...part.querySelectorAll<HTMLElement>("[data-explain]")].filter((figure) =>
    figure.checkVisibility(),
  );
  return figures[before === undefined ? 0 : figures.indexOf(before) + 1] ?? null;
}

function inWords(metric: MetricName): string {
  const { label, sentence } = METRIC_GLOSSARY[metric];
  return `${label}: ${sentence}`;
}

/** Below it, or above where the window ends. */
function placeBeside(element: HTMLElement, isByKey: boolean): Shown {
  const box = element.getBoundingClientRect();
  const hasRoomBelow = box.bottom + HIGHEST_PX < document.documentElement.clientHeight;
  const rightmost = document.documentElement.clientWidth - WIDTH_PX - EDGE_PX;
  return {
    element,
    isByKey,
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
