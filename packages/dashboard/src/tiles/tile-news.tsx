import { useEffect, useState } from "react";
import type { WorkerLifecycle } from "@clusterdeck/shared";
import { isUnasked } from "../format/exit.ts";
import type { WorkerRow } from "../store/deck.ts";
import styles from "./tile.module.css";

/** Older deaths and births have been missed: to show them now would say that they are new. */
const FRESH_MS = 2000;

export interface TileNewsProps {
  readonly row: WorkerRow;
  /** The worker when its tile came. What was so then is no news, however fresh it is. */
  readonly first: WorkerLifecycle;
}

/** A death is a moment: keyed by its time, so that each plays once. */
export function DeathFlash({ row: { worker, receivedAt }, first }: TileNewsProps) {
  const { lastExit } = worker;
  if (lastExit === null || lastExit.at === first.lastExit?.at) return null;
  if (receivedAt - lastExit.at > FRESH_MS) return null;
  const isDeath = isUnasked(lastExit.cause) || lastExit.cause === "command";
  return isDeath ? <Flash key={lastExit.at} /> : null;
}

const FLASH_STEPS = 3;
const FLASH_STEP_MS = 180;

function Flash() {
  const [step, setStep] = useState(0);
  useEffect(() => {
    if (step === FLASH_STEPS) return undefined;
    const timer = setTimeout(() => setStep(step + 1), FLASH_STEP_MS);
    return () => clearTimeout(timer);
  }, [step]);
  if (step === FLASH_STEPS) return null;
  return <span className={styles.flash} data-news="death" data-step={step} aria-hidden="true" />;
}

/** Whose tile it is now. */
export function TileIdentity(props: TileNewsProps) {
  return <Identity key={props.row.worker.generation} {...props} />;
}

/** A new process slides in, once. */
function Identity({ row: { worker, receivedAt }, first }: TileNewsProps) {
  const { pid, generation, since } = worker;
  const [isNew] = useState(generation > first.generation && receivedAt - since < FRESH_MS);
  return (
    <p className={styles.identity} data-news={isNew ? "birth" : undefined}>
      <span title="Process id">{pid ?? "no process"}</span>
      <span title="Generation: how many processes this slot has had">g{generation}</span>
    </p>
  );
}
