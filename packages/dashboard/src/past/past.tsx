import { useIsDrawn } from "../ui/after-drawing.ts";
import { partCode } from "../ui/part-code.ts";
import { Part } from "../ui/part.tsx";
import styles from "./past.module.css";

const PANELS = partCode(() => import("./past-panels.tsx"));
// Asked for at once and drawn later: the connection may be gone by the time that there is to draw it.
PANELS.expect();

const EMPTY = (
  <>
    <div className={styles.empty} aria-hidden="true" />
    <div className={styles.empty} aria-hidden="true" />
  </>
);

/** What has been, below what is: it comes when the workers have been drawn. */
export function Past() {
  const isDrawn = useIsDrawn();
  if (!isDrawn) return EMPTY;
  return (
    <Part code={PANELS} fallback={EMPTY}>
      {(PastPanels) => <PastPanels />}
    </Part>
  );
}
