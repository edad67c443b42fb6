import { useId, type ReactNode } from "react";
import styles from "./panel.module.css";

/** A titled region of the page, with room for its controls at the right. */
export function Panel(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  const titleId = useId();
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {props.title}
        </h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
