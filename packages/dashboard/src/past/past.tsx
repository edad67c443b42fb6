import { lazy, useState } from "react";
import { useIsDrawn } from "../ui/after-drawing.ts";
import { Part } from "../ui/part.tsx";
import styles from "./past.module.css";

const load = () => import("./past-panels.tsx");
const PastPanels = lazy(load);
// Asked for at once and drawn later: the connection may be gone by the time that there is to draw it.
// That it cannot be had is told then.
void load().catch(() => {});

const EMPTY = (
  <>
    <div className={styles.empty} aria-hidden="true" />
    <div className={styles.empty} aria-hidden="true" />
  </>
);

/** What has been, below what is: it comes when the workers have been drawn. */
export function Past() {
  const isDrawn = useIsDrawn();
  const [isGivenUp, setGivenUp] = useState(false);
  if (!isDrawn || isGivenUp) return EMPTY;
  return (
    <Part fallback={EMPTY} onGiveUp={() => setGivenUp(true)}>
      <PastPanels />
    </Part>
  );
}
