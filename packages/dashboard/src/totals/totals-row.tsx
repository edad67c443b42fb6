import { TOTAL_VIEWS } from "./total-views.ts";
import { TotalCard } from "./total-card.tsx";
import styles from "./totals.module.css";

export function TotalsRow() {
  return (
    <section className={styles.row} aria-label="Totals">
      {TOTAL_VIEWS.map((view) => (
        <TotalCard key={view.name} view={view} />
      ))}
    </section>
  );
}
