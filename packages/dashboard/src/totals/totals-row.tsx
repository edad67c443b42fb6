import { TOTAL_VIEWS } from "./total-views.ts";
import { TotalCard } from "./total-card.tsx";
import styles from "./totals.module.css";
import { useTotalChart } from "./use-total-chart.ts";

export function TotalsRow() {
  const Chart = useTotalChart();
  return (
    <section className={styles.row} aria-label="Totals">
      {TOTAL_VIEWS.map((view) => (
        <TotalCard key={view.name} view={view} Chart={Chart} />
      ))}
    </section>
  );
}
