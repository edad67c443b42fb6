import styles from "./header.module.css";

export function Wordmark() {
  return (
    <span className={styles.wordmark}>
      <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
        <rect x="0" y="0" width="8" height="8" rx="2" fill="var(--accent)" />
        <rect x="10" y="0" width="8" height="8" rx="2" fill="var(--good)" />
        <rect x="0" y="10" width="8" height="8" rx="2" fill="var(--good)" />
        <rect x="10" y="10" width="8" height="8" rx="2" fill="var(--good)" opacity="0.4" />
      </svg>
      <span>
        cluster<b>deck</b>
      </span>
    </span>
  );
}
