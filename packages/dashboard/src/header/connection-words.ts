import type { DeckLink } from "../store/deck-store.ts";

export interface ConnectionWords {
  /** What the status begins with. */
  readonly word: "Live" | "Reconnecting" | "Offline";
  /** What follows it; begins with a separator, or is empty. */
  readonly detail: string;
  readonly tone: "good" | "warn" | "bad";
}

export function connectionWords(connection: DeckLink): ConnectionWords {
  switch (connection.phase) {
    case "live":
      return { word: "Live", detail: roundTrip(connection.roundTripMs), tone: "good" };
    case "connecting":
      return { word: "Offline", detail: " · connecting", tone: "warn" };
    case "reconnecting":
      return { word: "Reconnecting", detail: "", tone: "warn" };
    case "offline":
      return { word: "Offline", detail: " · trying again", tone: "bad" };
    case "unauthorized":
      return { word: "Offline", detail: " · waiting for a token", tone: "bad" };
    case "recording":
      return { word: "Offline", detail: " · recording", tone: "warn" };
    case "protocol-mismatch":
      return { word: "Offline", detail: " · another protocol version", tone: "bad" };
  }
}

function roundTrip(ms: number | null): string {
  if (ms === null) return "";
  return ms < 1 ? " · < 1 ms" : ` · ${Math.round(ms)} ms`;
}
