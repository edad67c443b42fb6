import { useSyncExternalStore } from "react";
import { useView } from "../deck-context.ts";

/** As in worker-panel.module.css: there the panel takes all of the window. */
const PHONE = "(max-width: 700px)";

/** Whether the page lies under a worker's panel, and takes neither taps nor focus. */
export function useIsCovered(): boolean {
  const isOpen = useView(({ worker }) => worker !== null);
  const isPhone = useSyncExternalStore(subscribeToPhone, () => window.matchMedia(PHONE).matches);
  return isOpen && isPhone;
}

function subscribeToPhone(listener: () => void): () => void {
  const query = window.matchMedia(PHONE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
