/** What the browser's tab says of the fleet while one looks at another tab. Pure. */
import type { WorkerState } from "@clusterdeck/shared";
import type { DeckState } from "../store/deck-store.ts";

/** States that need a person, the worst first, and the word for them in few letters. */
const TROUBLES = [
  ["failed", "failed"],
  ["unresponsive", "unresponsive"],
  ["backoff", "in backoff"],
] as const satisfies readonly (readonly [WorkerState, string])[];

export type TabIcon = "well" | "trouble" | "lost";

export interface TabSign {
  readonly icon: TabIcon;
  /** Before the tab's name, with its sign; empty while all is well. */
  readonly words: string;
}

const WELL: TabSign = { icon: "well", words: "" };

export function tabSign({ connection, deck }: DeckState): TabSign {
  // What a recording shows is past: nobody is needed for it.
  if (deck === null || connection.phase === "recording") return WELL;
  // What was known of the workers is old, so it is not said any more.
  if (connection.phase !== "live") return { icon: "lost", words: "○ Connection lost" };
  const counts = TROUBLES.flatMap(([state, word]) => {
    const count = deck.workers.filter(({ worker }) => worker.state === state).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return counts.length === 0 ? WELL : { icon: "trouble", words: `▲ ${counts.join(", ")}` };
}

/** The tab's whole title: what is wrong comes first, as a narrow tab shows the first letters alone. */
export function tabTitle(words: string, name: string): string {
  return words === "" ? name : `${words} · ${name}`;
}
