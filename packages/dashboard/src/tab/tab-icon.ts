import type { TabIcon } from "./trouble.ts";

/** The page's own icon, with what is wrong over a corner of it; each by its shape as well. Pure. */
const SIGNS: Record<Exclude<TabIcon, "well">, string> = {
  trouble: '<path d="M21 11 32 31H10Z" fill="#10141b"/><path d="M21 15 29 29H13Z" fill="#ff5a68"/>',
  lost: '<circle cx="22" cy="22" r="10" fill="#10141b"/><circle cx="22" cy="22" r="6.5" fill="none" stroke="#f3b63f" stroke-width="3.5"/>',
};

const SQUARES =
  '<rect width="32" height="32" rx="7" fill="#10141b"/><rect x="7" y="7" width="8" height="8" rx="2" fill="#7b93ff"/><path d="M17 9a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-4a2 2 0 0 1-2-2ZM7 19a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2Z" fill="#3ecf8e"/>';

/**
 * @param own the address of the icon that the page came with
 * @returns an address. What says that the supervisor is away cannot be asked of it, so the picture
 *   is in the address itself.
 */
export function tabIconAddress(icon: TabIcon, own: string): string {
  if (icon === "well") return own;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${SQUARES}${SIGNS[icon]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}
