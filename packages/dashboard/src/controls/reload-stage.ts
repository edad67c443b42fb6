/** What is told of a rolling reload where its button is. Pure. */
import type { FleetEvent, ReloadView } from "@clusterdeck/shared";
import { sentence } from "../format/sentence.ts";

export type ReloadStage =
  | { readonly at: "rest" }
  | {
      readonly at: "going";
      readonly done: number;
      readonly total: number;
      /** "server.js changed"; null where someone asked for it. */
      readonly cause: string | null;
    }
  /** Said for a moment, then at rest. */
  | { readonly at: "finished"; readonly text: string }
  /** Said until somebody has read it, or tries again. */
  | { readonly at: "stopped"; readonly text: string; readonly endedAt: number };

/** How long a finished reload stays news. */
export const FINISHED_NEWS_MS = 6000;

/**
 * @param end the newest event about a reload, null when none is known
 * @param readUntil what ended then or before is no news any more, by the supervisor's clock
 */
export function reloadStage(
  reload: ReloadView | null,
  end: FleetEvent | null,
  serverMs: number,
  readUntil: number,
): ReloadStage {
  if (reload !== null) {
    const { done, total, files } = reload;
    return { at: "going", done, total, cause: changed(files) };
  }
  if (end === null || end.at <= readUntil) return { at: "rest" };
  if (end.kind === "reload:finished" && serverMs - end.at < FINISHED_NEWS_MS) {
    return { at: "finished", text: sentence(end.message) };
  }
  if (end.kind === "reload:failed") {
    const where = end.slot === null ? "" : `Worker ${end.slot}: `;
    return { at: "stopped", text: sentence(`${where}${end.message}`), endedAt: end.at };
  }
  return { at: "rest" };
}

function changed(files: readonly string[]): string | null {
  return files.length === 0 ? null : `${files.join(", ")} changed`;
}

/** @param events newest first */
export function newestReloadEvent(events: readonly FleetEvent[]): FleetEvent | null {
  return events.find(({ kind }) => kind.startsWith("reload:")) ?? null;
}

/** A reload of hundreds is told in eighths: a screen reader cannot keep up with each worker. */
const TOLD_STEPS = 8;

/** What a screen reader is told; says nothing new until there is something worth a word. */
export function reloadAnnouncement(stage: ReloadStage): string {
  switch (stage.at) {
    case "going": {
      const step = Math.max(1, Math.ceil(stage.total / TOLD_STEPS));
      const why = stage.cause === null ? "" : `${stage.cause}. `;
      return `${why}Reloading workers: ${Math.floor(stage.done / step) * step} of ${stage.total} done.`;
    }
    case "finished":
      return stage.text;
    // An alert of its own.
    case "stopped":
    case "rest":
      return "";
  }
}
