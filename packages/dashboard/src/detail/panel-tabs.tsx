import type { KeyboardEvent, ReactNode } from "react";
import styles from "./panel-body.module.css";

const TABS = ["charts", "log", "messages", "lives"] as const;
export type TabName = (typeof TABS)[number];

const WORDS: Record<TabName, string> = {
  charts: "Charts",
  log: "Log",
  messages: "Messages",
  lives: "Past lives",
};

export interface PanelTabsProps {
  readonly tab: TabName;
  readonly onTab: (tab: TabName) => void;
  readonly lifeCount: number;
  /** Of the tab that is shown. */
  readonly children: ReactNode;
}

/** One stop for Tab; arrows move among the tabs, as in WAI-ARIA's pattern. */
export function PanelTabs({ tab, onTab, lifeCount, children }: PanelTabsProps) {
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const next = neighbourOf(tab, event.key);
    if (next === null) return;
    event.preventDefault();
    onTab(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <>
      <div className={styles.tabs} role="tablist" aria-label="About this worker">
        {TABS.map((name) => (
          <button
            key={name}
            id={tabId(name)}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={tab === name}
            aria-controls="panel-content"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => onTab(name)}
            onKeyDown={move}
          >
            {WORDS[name]}
            {name === "lives" && lifeCount > 0 && <span>{lifeCount}</span>}
          </button>
        ))}
      </div>
      <div
        id="panel-content"
        className={styles.content}
        role="tabpanel"
        aria-labelledby={tabId(tab)}
        data-tab={tab}
      >
        {children}
      </div>
    </>
  );
}

function neighbourOf(tab: TabName, key: string): TabName | null {
  const index = TABS.indexOf(tab);
  switch (key) {
    case "ArrowLeft":
      return TABS.at(index - 1) ?? null;
    case "ArrowRight":
      return TABS[(index + 1) % TABS.length] ?? null;
    case "Home":
      return TABS[0];
    case "End":
      return TABS.at(-1) ?? null;
    default:
      return null;
  }
}

function tabId(tab: TabName): string {
  return `panel-tab-${tab}`;
}
