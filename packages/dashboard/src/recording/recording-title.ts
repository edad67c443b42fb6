import { formatTimeOfDay } from "../format/time-of-day.ts";
import type { DeckSource } from "./deck-source.ts";

/** What the tab is called; the name of the app is null before it is known. */
export function pageTitle(appName: string | null, source: DeckSource): string {
  if (appName === null) return "clusterdeck";
  const title = `${appName} · clusterdeck`;
  if (source.kind === "live") return title;
  return `Recording ${formatTimeOfDay(source.recording.snapshot.at)} · ${title}`;
}
