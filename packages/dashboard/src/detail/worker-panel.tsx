import { useCallback, useRef, useState } from "react";
import { useDeckContext, useDeckState, useView, useWorkerRow } from "../deck-context.ts";
import { STATE_WORDS } from "../format/state-words.ts";
import { staleSinceMs } from "../store/selectors.ts";
import { StateGlyph } from "../tiles/state-glyph.tsx";
import { TileReload } from "../tiles/tile-reload.tsx";
import { Button } from "../ui/button.tsx";
import { partCode } from "../ui/part-code.ts";
import { Part } from "../ui/part.tsx";
import stale from "../ui/stale.module.css";
import type { TabName } from "./panel-tabs.tsx";
import { useGivingWay } from "./use-giving-way.ts";
import { usePanelFocus } from "./use-panel-focus.ts";
import styles from "./worker-panel.module.css";

const BODY = partCode(() => import("./panel-body.tsx"));

/** All about one worker, beside the page. What is in it comes when one is first opened. */
export function WorkerPanel() {
  const { view } = useDeckContext();
  const panel = useRef<HTMLElement>(null);
  const slot = useView(({ worker }) => worker);
  const isStale = useDeckState(({ connection }) => staleSinceMs(connection) !== null);
  // Kept from one worker to the next, so that they can be compared.
  const [tab, setTab] = useState<TabName>("charts");
  const close = useCallback(() => view.setState({ worker: null }), [view]);
  usePanelFocus(panel, slot);
  useGivingWay(panel, slot !== null, close);
  if (slot === null) return null;

  return (
    <aside
      ref={panel}
      data-worker-panel={slot}
      className={`${styles.panel} ${stale.stale}`}
      aria-label={`Worker ${slot}`}
      data-stale={isStale}
      tabIndex={-1}
    >
      <div className={styles.bar}>
        <h2 className={styles.title}>Worker {slot}</h2>
        <Identity slot={slot} />
        <Button
          size="square"
          variant="ghost"
          aria-label="Close the panel"
          title="Close (Esc)"
          onClick={close}
        >
          ×
        </Button>
      </div>
      <Part code={BODY} fallback={null} onGiveUp={close}>
        {(PanelBody) => <PanelBody key={slot} slot={slot} tab={tab} onTab={setTab} />}
      </Part>
    </aside>
  );
}

/** What the slot has now; nothing of a slot that is not there. */
function Identity({ slot }: { slot: number }) {
  const worker = useWorkerRow(slot)?.worker;
  if (worker === undefined) return null;
  const { word, meaning } = STATE_WORDS[worker.state];
  return (
    <div className={styles.identity} data-state={worker.state}>
      <p className={styles.state} title={meaning}>
        <StateGlyph state={worker.state} />
        <span>{word}</span>
      </p>
      <p className={styles.process}>
        {worker.pid === null ? "no process" : `pid ${worker.pid}`}
        <span title="Generation: how many processes this slot has had">g{worker.generation}</span>
      </p>
      {worker.reload !== null && <TileReload step={worker.reload} />}
    </div>
  );
}
