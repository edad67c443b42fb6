import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Root, type RootProps } from "./root.tsx";
import "./theme.css";

/** Puts the page into its place; from then on it follows what it works with. */
export function draw(root: HTMLElement, page: RootProps): void {
  createRoot(root).render(
    <StrictMode>
      <Root {...page} />
    </StrictMode>,
  );
}
