import { useState, type ComponentType } from "react";
import { useDeck } from "../deck-context.ts";
import { METRIC_GLOSSARY } from "../format/metric-glossary.ts";
import { peakOf } from "../series/column.ts";
import { explains } from "../ui/explain.tsx";
import type { TotalChartProps } from "./total-chart.tsx";
import { TotalLine } from "./total-line.tsx";
import { inWords, type TotalView } from "./total-views.ts";
import styles from "./totals.module.css";
import { useTotalChart } from "./use-total-chart.ts";

export function TotalCard({ view }: { view: TotalView }) {
  const cores = useDeck((deck) => deck.supervisor.cores);
  const totals = useDeck((deck) => deck.figures.totals);
  const column = useDeck((deck) => deck.figures.totalColumns[view.name]);
  const at = useDeck((deck) => deck.figures.at);
  const [isPointedAt, setPointedAt] = useState(false);
  const Chart = useTotalChart(isPointedAt);

  const value = totals?.[view.name] ?? null;
  const quantity = view.quantity(value, cores);
  const peak = peakOf(column);
  const { label } = METRIC_GLOSSARY[view.metric];
  const aside = view.aside(totals, peak === null ? null : inWords(view, peak, cores));
  const isBad = view.name === "failuresPerSecond" && value !== null && value > 0;

  return (
    <div
      className={styles.card}
      onPointerEnter={() => setPointedAt(true)}
      onPointerLeave={() => setPointedAt(false)}
    >
      <div className={styles.head}>
        <button type="button" className={styles.label} {...explains(view.metric)}>
          {label}
        </button>
        {aside !== null && <span className={styles.aside}>{aside}</span>}
      </div>
      <p className={styles.figure} data-bad={isBad}>
        <b>{quantity.value}</b>
        <span>{quantity.unit}</span>
      </p>
      {/* An SVG that is drawn in two ways: the name goes on what is around it. */}
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div className={styles.chart} role="img" aria-label={`${label} over the last two minutes`}>
        <TotalPlot Chart={Chart} view={view} column={column} endsAt={at} cores={cores} />
      </div>
    </div>
  );
}

/** Without a chart a line says the same. */
function TotalPlot(props: TotalChartProps & { Chart: ComponentType<TotalChartProps> | null }) {
  const { Chart, ...shown } = props;
  if (Chart !== null) return <Chart {...shown} />;
  return <TotalLine view={shown.view} column={shown.column} />;
}
