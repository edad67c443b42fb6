import type { ReactNode } from "react";
import { Wordmark } from "../header/wordmark.tsx";
import styles from "./screen.module.css";

/** A page that is about one thing, in place of the dashboard. */
export function Screen(props: { title: string; status: string; children: ReactNode }) {
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <Wordmark />
        <h1 className={styles.title}>{props.title}</h1>
        <output className={styles.status}>{props.status}</output>
        {props.children}
      </div>
    </main>
  );
}
