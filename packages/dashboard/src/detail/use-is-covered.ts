import { useView } from "../deck-context.ts";
import { useMedia } from "../ui/use-media.ts";

/** As in worker-panel.module.css: there the panel takes all of the window. */
const PHONE = "(max-width: 700px)";

/** Whether the page lies under a worker's panel, and takes neither taps nor focus. */
export function useIsCovered(): boolean {
  const isOpen = useView(({ worker }) => worker !== null);
  const isPhone = useMedia(PHONE);
  return isOpen && isPhone;
}
