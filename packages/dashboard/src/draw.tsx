import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { DeckContext, type DeckContextValue } from "./deck-context.ts";
import { BrokenScreen } from "./screens/broken-screen.tsx";
import { Missing } from "./ui/part.tsx";
import "./theme.css";

/** Puts the page into its place; from then on it follows what it works with. */
export function draw(root: HTMLElement, deck: DeckContextValue): void {
  createRoot(root).render(
    <StrictMode>
      <DeckContext value={deck}>
        <Missing instead={<BrokenScreen />}>
          <App />
        </Missing>
      </DeckContext>
    </StrictMode>,
  );
}
