import { useDeckContext } from "../deck-context.ts";
import { focusEventSearch } from "../events/focus-search.ts";
import { useTheme } from "../header/use-theme.ts";
import type { Overlay } from "../keys/use-shortcuts.ts";
import type { PaletteAction } from "./palette-commands.ts";

/** Does what a command of the palette says. */
export function usePaletteAction(onOpen: (overlay: Overlay) => void) {
  const { commands, view, recordings } = useDeckContext();
  const { choose } = useTheme();

  return (action: PaletteAction): void => {
    switch (action.type) {
      case "command":
        return commands.run(action.intent, "palette");
      case "ask-zero":
        return onOpen("zero");
      case "open-worker":
        return view.setState({ worker: action.slot });
      case "theme":
        return choose(action.theme);
      case "find-events":
        return focusEventSearch();
      case "zoom-out":
        return view.setState({ zoom: null });
      case "save-recording":
        return void recordings.save();
      case "open-recording":
        return recordings.pick();
      case "back-to-live":
        return recordings.backToLive();
      case "help":
        return onOpen("help");
    }
  };
}
