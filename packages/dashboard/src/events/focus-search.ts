export function focusEventSearch(): void {
  document.querySelector<HTMLElement>("[data-event-search]")?.focus();
}
