import type { WorkerState } from "@clusterdeck/shared";

/** The word that a person reads for each state, and what it means. */
export const STATE_WORDS: Record<WorkerState, { word: string; meaning: string }> = {
  starting: { word: "Starting", meaning: "Forked and loading; it does not serve yet." },
  serving: { word: "Serving", meaning: "Has a listening socket and takes connections." },
  running: { word: "Running", meaning: "Alive and loaded; it opens no socket." },
  unresponsive: {
    word: "Unresponsive",
    meaning: "Its event loop has not answered for three seconds or more: blocked or stopped.",
  },
  draining: { word: "Draining", meaning: "Takes nothing new and finishes what is in flight." },
  backoff: { word: "Backoff", meaning: "Ended too soon; waits before the next try." },
  failed: { word: "Failed", meaning: "Crashed too often in a row; it waits for a retry." },
  standby: { word: "Standby", meaning: "A warm spare: loaded, and takes over when one dies." },
};
