import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useDeck, useDeckContext, useDeckState, usePreferences, useView } from "../deck-context.ts";
import { useTheme } from "../header/use-theme.ts";
import { focusedSlot } from "../keys/tile-focus.ts";
import type { Overlay } from "../keys/use-shortcuts.ts";
import { fleetLock } from "../store/selectors.ts";
import DialogBox from "../ui/dialog-box.tsx";
import { paletteCommands, type PaletteCommand } from "./palette-commands.ts";
import { numbersIn, paletteGroups, recentTargets, withRecent } from "./palette-list.ts";
import { PaletteOptions, optionId } from "./palette-options.tsx";
import styles from "./palette.module.css";
import { usePaletteAction } from "./use-palette-action.ts";

export interface PaletteProps {
  readonly onClose: () => void;
  readonly onOpen: (overlay: Overlay) => void;
}

const LIST_ID = "palette-list";

/** Every command by its name: a field that one types into, and the list of what fits. */
export default function Palette({ onClose, onOpen }: PaletteProps) {
  const { preferences } = useDeckContext();
  const recent = usePreferences(({ recentCommands }) => recentCommands);
  const [slot] = useState(focusedSlot);
  const [query, setQuery] = useState("");
  const [activeId, setActiveId] = useState<string | null>(null);
  const commands = usePaletteCommands(query, recent);
  const groups = useMemo(
    () => paletteGroups(commands, query, recent, slot),
    [commands, query, recent, slot],
  );
  const listed = groups.flatMap(({ items }) => items.map(({ command }) => command));
  const active = listed.find(({ id }) => id === activeId) ?? listed[0] ?? null;

  const act = usePaletteAction(onOpen);
  const chosen = useRef<PaletteCommand | null>(null);
  const choose = (command: PaletteCommand) => {
    if (command.blocked !== null) return;
    chosen.current = command;
    onClose();
  };
  // Once the focus is back where it was: what opens a dialog or moves the focus goes on from there.
  const runChosen = () => {
    const command = chosen.current;
    chosen.current = null;
    if (command === null) return;
    preferences.setState({ recentCommands: withRecent(recent, command.id) });
    act(command.action);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined && listed.length > 0) {
      event.preventDefault();
      const index = active === null ? -1 : listed.indexOf(active);
      setActiveId(listed[step(index, listed.length)]?.id ?? null);
    } else if (event.key === "Enter" && active !== null && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(active);
    }
  };

  return (
    <DialogBox
      open
      onOpenChange={onClose}
      onClosed={runChosen}
      title="Command palette"
      description="Type a command's name, choose with the arrows, run it with Enter."
      look="palette"
    >
      <input
        className={styles.query}
        role="combobox"
        aria-label="Command"
        aria-expanded
        aria-controls={LIST_ID}
        aria-autocomplete="list"
        aria-activedescendant={active === null ? undefined : optionId(active.id)}
        placeholder="Type a command: scale 4, kill 2, theme…"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setActiveId(null);
        }}
        onKeyDown={onKeyDown}
      />
      <PaletteOptions
        id={LIST_ID}
        groups={groups}
        activeId={active?.id ?? null}
        onHover={setActiveId}
        onChoose={choose}
      />
    </DialogBox>
  );
}

/** From one place in the list to another, round its ends. */
const STEPS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  PageDown: (index, count) => Math.min(index + 8, count - 1),
  PageUp: (index) => Math.max(index - 8, 0),
};

/** Follows what commands depend on, and no figures. */
function usePaletteCommands(query: string, recent: readonly string[]): PaletteCommand[] {
  const { source } = useDeckContext();
  const lock = useDeckState(fleetLock);
  const fleet = useDeck((deck) => deck.fleet);
  const workers = useDeck((deck) => deck.workers);
  const cores = useDeck((deck) => deck.supervisor.cores);
  const isZoomed = useView(({ zoom }) => zoom !== null);
  const { theme } = useTheme();
  const { kind } = source;
  return useMemo(() => {
    const targets = [...numbersIn(query), ...recentTargets(recent)];
    return paletteCommands({ lock, fleet, workers, cores, isZoomed, theme, source: kind }, targets);
  }, [query, recent, lock, fleet, workers, cores, isZoomed, theme, kind]);
}
