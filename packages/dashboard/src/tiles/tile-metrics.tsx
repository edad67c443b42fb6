import type { WorkerMetrics } from "@clusterdeck/shared";
import type { MetricName } from "../format/metric-glossary.ts";
import { NOT_MEASURED } from "../format/number.ts";
import {
  bytesQuantity,
  latencyQuantity,
  percentQuantity,
  shareQuantity,
  type Quantity,
} from "../format/quantity.ts";
import { useDeck } from "../deck-context.ts";
import { latencyShare, shareOf } from "../series/bars.ts";
import { explains } from "../ui/explain.tsx";
import styles from "./tile.module.css";

/** Beyond this share of its limit a figure is worth a look. */
const HIGH = 0.9;

export function TileMetrics({ metrics }: { metrics: WorkerMetrics | null }) {
  const memoryScaleBytes = useDeck((deck) => deck.figures.memoryScaleBytes);
  const cpu = metrics?.cpuPercent ?? null;
  const rss = metrics?.rssBytes ?? null;
  const loop = metrics?.eventLoopUtilization ?? null;
  const p99 = metrics?.latencyP99Ms ?? null;
  return (
    <dl className={styles.metrics}>
      <Metric
        name="CPU"
        metric="cpu"
        quantity={percentQuantity(cpu)}
        share={shareOf(cpu, 100)}
        canBeHigh
      />
      <Metric
        name="RSS"
        metric="memory"
        quantity={bytesQuantity(rss)}
        share={shareOf(rss, memoryScaleBytes)}
      />
      <Metric
        name="ELU"
        metric="eventLoop"
        quantity={shareQuantity(loop)}
        share={shareOf(loop, 1)}
        canBeHigh
      />
      <Metric
        name="p99"
        metric="latencyP99"
        quantity={latencyQuantity(p99)}
        share={latencyShare(p99)}
      />
    </dl>
  );
}

interface MetricProps {
  readonly name: string;
  readonly metric: MetricName;
  readonly quantity: Quantity;
  /** 0 to 1. */
  readonly share: number;
  readonly canBeHigh?: boolean;
}

function Metric({ name, metric, quantity, share, canBeHigh = false }: MetricProps) {
  return (
    <div className={styles.metric} {...explains(metric)}>
      <dt>{name}</dt>
      <dd>
        <b>{quantity.value}</b>
        {quantity.value !== NOT_MEASURED && <span className={styles.unit}>{quantity.unit}</span>}
      </dd>
      <div className={styles.bar} data-high={canBeHigh && share >= HIGH} aria-hidden="true">
        <div className={styles.fill} style={{ transform: `scaleX(${share})` }} />
      </div>
    </div>
  );
}
