import { useDeckContext } from "../deck-context.ts";
import { keyEntry } from "../keys/key-map.ts";
import { Menu } from "../ui/menu.tsx";
import { useMedia } from "../ui/use-media.ts";
import { Icon } from "./icon.tsx";
import { useThemeSection } from "./theme-menu.tsx";

const DOTS = [3, 8, 13].map((x) => `M${x} 7.4a.6.6 0 1 0 0 1.2.6.6 0 1 0 0-1.2Z`).join("");
export const PAGE_MENU_ID = "page-menu";
/** Where `header.module.css` leaves out the menu of themes. */
const NARROW = "(max-width: 600px)";

export function PageMenu({ onHelp }: { onHelp: () => void }) {
  const { recordings, source } = useDeckContext();
  const themes = useThemeSection();
  const isNarrow = useMedia(NARROW);
  const isRecording = source.kind === "recording";
  return (
    <Menu
      trigger={{
        id: PAGE_MENU_ID,
        size: "square",
        variant: "ghost",
        "aria-label": "Menu",
        title: "Menu",
        children: <Icon path={DOTS} />,
      }}
      sections={[
        {
          kind: "actions",
          actions: [
            {
              label: "Save the last minutes",
              detail: "A file with all that the page shows, and the logs",
              blocked: isRecording ? "This is a recording already." : null,
              run: () => void recordings.save(),
            },
            {
              label: "Open a recording…",
              detail: "Or drop its file on the page",
              run: recordings.pick,
            },
          ],
        },
        ...(isNarrow ? [themes] : []),
        {
          kind: "actions",
          actions: [{ label: "Help and keys", keys: keyEntry("help"), run: onHelp }],
        },
      ]}
    />
  );
}
