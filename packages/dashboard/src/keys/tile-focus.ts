import { stepInGrid, type Direction } from "./key-map.ts";

const GRID = "[data-tile-grid]";
const TILE = "[data-slot]";

/** Brings a slot's tile into view and gives it the focus. */
export function focusTile(slot: number): void {
  document.querySelector<HTMLElement>(`${GRID} [data-slot="${slot}"]`)?.focus();
}

/** The slot whose tile, or something in it, has the focus. */
export function focusedSlot(): number | null {
  const slot = focusedTile()?.dataset["slot"];
  return slot === undefined ? null : Number(slot);
}

/** The tile that has the focus, or has it on something in it. */
export function focusedTile(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(`${GRID} ${TILE}`) ?? null;
}

/** Into the panel that is open, if one is. */
export function focusPanel(): void {
  document.querySelector<HTMLElement>("[data-worker-panel]")?.focus();
}

export function moveFocus(to: Direction): void {
  const grid = document.querySelector<HTMLElement>(GRID);
  if (grid === null) return;
  const tiles = [...grid.querySelectorAll<HTMLElement>(TILE)];
  const focused = focusedTile();
  const index = focused === null ? -1 : tiles.indexOf(focused);
  const columns = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
  const next = index === -1 ? 0 : stepInGrid(index, tiles.length, columns, to);
  tiles[next]?.focus();
}
