import { useMemo } from "react";
import { useStore } from "zustand";
import { App } from "./app.tsx";
import { DeckContext, type DeckContextValue } from "./deck-context.ts";
import { recordedDeck } from "./recording/recorded-deck.ts";
import type { SourceStore } from "./recording/deck-source.ts";
import { BrokenScreen } from "./screens/broken-screen.tsx";
import { Missing } from "./ui/missing.tsx";

export interface RootProps {
  readonly live: DeckContextValue;
  readonly sources: SourceStore;
}

/** The whole page, on what is live or on the recording that is open. */
export function Root({ live, sources }: RootProps) {
  const source = useStore(sources);
  const value = useMemo(
    () => (source.kind === "live" ? live : recordedDeck(live, source)),
    [live, source],
  );
  return (
    <DeckContext value={value}>
      <Missing instead={<BrokenScreen />}>
        <App />
      </Missing>
    </DeckContext>
  );
}
