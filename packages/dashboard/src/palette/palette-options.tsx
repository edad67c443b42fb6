// A native list can mark no letters, say no reasons, and takes the focus from the field.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { useEffect } from "react";
import { keyEntry } from "../keys/key-map.ts";
import { KeyCaps } from "../ui/key-caps.tsx";
import { Marked } from "../ui/marked.tsx";
import type { PaletteCommand } from "./palette-commands.ts";
import type { PaletteGroup, PaletteItem } from "./palette-list.ts";
import styles from "./palette.module.css";

export interface PaletteOptionsProps {
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  readonly activeId: string | null;
  readonly onHover: (id: string) => void;
  readonly onChoose: (command: PaletteCommand) => void;
}

/** The focus stays in the field: which option is meant is told by its id. */
export function PaletteOptions(props: PaletteOptionsProps) {
  const { id, groups, activeId, onHover, onChoose } = props;
  useEffect(() => {
    if (activeId === null) return;
    document.getElementById(optionId(activeId))?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  return (
    <>
      {/* Options are worked by the field's keys. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div id={id} role="listbox" aria-label="Commands" className={styles.list}>
        {groups.map(({ title, items }) => (
          <div key={title} role="group" aria-label={title ?? "Found"}>
            {title !== null && (
              <p className={styles.title} aria-hidden="true">
                {title}
              </p>
            )}
            {items.map((item) => (
              <Option
                key={item.command.id}
                item={item}
                isActive={item.command.id === activeId}
                onHover={onHover}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
      </div>
      <output className={groups.length === 0 ? styles.none : "visually-hidden"}>
        {groups.length === 0 ? "No command is called that." : ""}
      </output>
    </>
  );
}

export function optionId(commandId: string): string {
  return `palette-${commandId}`;
}

interface OptionProps extends Pick<PaletteOptionsProps, "onHover" | "onChoose"> {
  readonly item: PaletteItem;
  readonly isActive: boolean;
}

function Option({ item, isActive, onHover, onChoose }: OptionProps) {
  const { command, at } = item;
  const { id, title, slot, blocked, key } = command;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={optionId(id)}
      role="option"
      aria-selected={isActive}
      aria-disabled={blocked !== null}
      className={styles.option}
      // Not as the list scrolls under a pointer that rests.
      onPointerMove={() => {
        if (!isActive) onHover(id);
      }}
      onClick={() => onChoose(command)}
    >
      <span className={styles.name}>
        <Marked text={title} marked={new Set(at)} />
      </span>
      {blocked !== null && <span className={styles.why}>{blocked}</span>}
      {key !== null && blocked === null && (
        <span className={styles.key}>
          {slot !== null && "on its tile"}
          <KeyCaps entry={keyEntry(key)} />
        </span>
      )}
    </div>
  );
}
