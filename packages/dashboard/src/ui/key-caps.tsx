import { Fragment } from "react";
import { capLabel, type KeyEntry } from "../keys/key-map.ts";
import styles from "./key-caps.module.css";

/** Keys as they are on the keyboard. */
export function KeyCaps({ entry }: { entry: KeyEntry }) {
  return (
    <span className={styles.caps}>
      {capLabels(entry).map((label, index) => (
        <Fragment key={label}>
          {index > 0 && entry.isChord === true && <span aria-hidden="true">+</span>}
          <kbd className={styles.cap}>{label}</kbd>
        </Fragment>
      ))}
    </span>
  );
}

/** What is written on the caps of the viewer's keyboard. */
export function capLabels({ keys }: KeyEntry): string[] {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return keys.map((key) => capLabel(key, isMac));
}
