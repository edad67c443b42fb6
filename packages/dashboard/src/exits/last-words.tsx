import styles from "./exit-facts.module.css";

/** What a process wrote to stderr last. */
export function LastWords({ lines }: { lines: readonly string[] }) {
  return (
    // Scrolls, so it must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.stderr} tabIndex={0} aria-label="Last lines of stderr">
      {lines.join("\n")}
    </pre>
  );
}
