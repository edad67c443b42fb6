import * as Slider from "@radix-ui/react-slider";
import { useEffect, useRef } from "react";
import { plural } from "../format/number.ts";
import { markPosition } from "./slider-range.ts";
import styles from "./controls.module.css";

const THUMB_PX = 20;
/** A held key steps many times a second; what counts is where it stops. */
const KEY_SETTLE_MS = 200;

export interface WorkerSliderProps {
  readonly value: number;
  readonly serving: number;
  readonly max: number;
  readonly cores: number;
  readonly disabled: boolean;
  readonly onDraft: (value: number) => void;
  readonly onCommit: (value: number) => void;
  /** The slider is at rest again, whether anything was committed or not. */
  readonly onLetGo: () => void;
}

export function WorkerSlider(props: WorkerSliderProps) {
  const { value, serving, max, cores, disabled, onDraft, onCommit, onLetGo } = props;
  const isByKey = useRef(false);
  const settling = useRef<{ timer: ReturnType<typeof setTimeout>; value: number } | null>(null);
  const commit = useRef(onCommit);
  useEffect(() => {
    commit.current = onCommit;
  });
  useEffect(() => () => clearTimeout(settling.current?.timer), []);

  const commitNow = (next: number) => {
    clearTimeout(settling.current?.timer);
    settling.current = null;
    commit.current(next);
  };
  const commitSoon = (next: number) => {
    clearTimeout(settling.current?.timer);
    const timer = setTimeout(() => commitNow(next), KEY_SETTLE_MS);
    settling.current = { timer, value: next };
  };
  // Radix commits nothing when a drag ends where it began. A cancelled one loses the capture too.
  const endDrag = () => {
    if (!isByKey.current) onLetGo();
  };

  return (
    <Slider.Root
      className={styles.slider}
      min={0}
      max={max}
      step={1}
      value={[value]}
      disabled={disabled}
      onPointerDown={() => {
        isByKey.current = false;
      }}
      onKeyDownCapture={() => {
        isByKey.current = true;
      }}
      onValueChange={([next]) => next !== undefined && onDraft(next)}
      onValueCommit={([next]) => {
        if (next === undefined) return;
        if (isByKey.current) commitSoon(next);
        else commitNow(next);
      }}
      onLostPointerCapture={endDrag}
      onBlur={() => {
        if (settling.current === null) onLetGo();
        else commitNow(settling.current.value);
      }}
    >
      <Slider.Track className={styles.track}>
        <Slider.Range className={styles.range} />
        <span
          className={styles.serving}
          style={{ width: serving === 0 ? 0 : markPosition(serving, max, THUMB_PX) }}
          aria-hidden="true"
        />
      </Slider.Track>
      {cores <= max && (
        <span
          className={styles.cores}
          style={{ left: markPosition(cores, max, THUMB_PX) }}
          title={`${plural(cores, "core")}: more busy workers than that share them`}
          aria-hidden="true"
        />
      )}
      <Slider.Thumb
        className={styles.thumb}
        aria-label="Workers"
        aria-valuetext={plural(value, "worker")}
      />
    </Slider.Root>
  );
}
