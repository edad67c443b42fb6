/** Comes with its charts in chunks of its own, when a worker is first opened. */
import type { LastExit } from "@clusterdeck/shared";
import { useMemo, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { useDeckState, useWorkerRow } from "../deck-context.ts";
import { ChartList } from "./charts/chart-list.tsx";
import { livesWith, type DetailState } from "./detail-state.ts";
import { FailureNotice } from "./failure-notice.tsx";
import { LifeList } from "./lives/life-list.tsx";
import { LogView } from "./log/log-view.tsx";
import { MessagesView } from "./messages/messages-view.tsx";
import { GoneHead, NoSuchWorker } from "./no-worker.tsx";
import styles from "./panel-body.module.css";
import { PanelHead } from "./panel-head.tsx";
import { PanelTabs, type TabName } from "./panel-tabs.tsx";
import { useWorkerDetail } from "./use-worker-detail.ts";

export interface PanelBodyProps {
  readonly slot: number;
  readonly tab: TabName;
  readonly onTab: (tab: TabName) => void;
}

const NO_LIVES: readonly LastExit[] = [];

export default function PanelBody({ slot, tab, onTab }: PanelBodyProps) {
  const row = useWorkerRow(slot);
  const { state, askAgain } = useWorkerDetail(slot);
  const lastExit = row?.worker.lastExit ?? null;
  const known = state.at === "known" ? state.lives : NO_LIVES;
  const lives = useMemo(() => livesWith(known, lastExit), [known, lastExit]);
  if (row === undefined && state.at !== "known") {
    return state.at === "missing" ? (
      <NoSuchWorker slot={slot} />
    ) : (
      <Pending {...{ state, askAgain }} />
    );
  }

  const toSearch = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "/" || isField(event.target)) return;
    event.preventDefault();
    const { currentTarget } = event;
    flushSync(() => onTab("log"));
    currentTarget.querySelector<HTMLElement>("[data-log-search]")?.focus();
  };
  const worker = row?.worker;
  const startedAt = worker?.startedAt ?? null;
  const current =
    worker === undefined || startedAt === null
      ? null
      : { generation: worker.generation, startedAt };

  return (
    // The key of the log's search works from anywhere in the panel.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.body} onKeyDown={toSearch}>
      {row === undefined ? <GoneHead slot={slot} /> : <PanelHead row={row} />}
      <PanelTabs tab={tab} onTab={onTab} lifeCount={lives.length}>
        {state.at === "known" && state.failure !== null && (
          <FailureNotice failure={state.failure} onAgain={askAgain} />
        )}
        {tab === "charts" && <Charts {...{ state, askAgain, lives, current }} />}
        {tab === "log" && <LogView slot={slot} />}
        {tab === "messages" && <MessagesView slot={slot} />}
        {tab === "lives" &&
          (state.at === "known" ? (
            <LifeList lives={lives} />
          ) : (
            <Pending {...{ state, askAgain }} />
          ))}
      </PanelTabs>
    </div>
  );
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

interface PendingProps {
  readonly state: DetailState;
  readonly askAgain: () => void;
}

interface ChartsProps extends PendingProps {
  readonly lives: readonly LastExit[];
  readonly current: { readonly generation: number; readonly startedAt: number } | null;
}

function Charts({ state, askAgain, lives, current }: ChartsProps) {
  const isLive = useDeckState(({ connection }) => connection.phase === "live");
  if (state.at !== "known") return <Pending state={state} askAgain={askAgain} />;
  return <ChartList series={state.series} lives={lives} current={current} isLive={isLive} />;
}

/** What has not come yet, or could not be had. */
function Pending({ state, askAgain }: PendingProps) {
  if (state.at === "failed") return <FailureNotice failure={state.failure} onAgain={askAgain} />;
  return <p className={styles.pending}>Asking for the last five minutes…</p>;
}
