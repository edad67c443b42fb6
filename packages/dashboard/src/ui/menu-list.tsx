import * as RadixMenu from "@radix-ui/react-dropdown-menu";
import { useLayoutEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { KeyCaps } from "./key-caps.tsx";
import type { MenuAction, MenuProps, MenuSection } from "./menu.tsx";
import styles from "./menu.module.css";

/**
 * A menu stays in the landmark of its button: who goes from one landmark to the next would miss it
 * elsewhere, and where a panel covers the page the rest of the page is inert.
 */
const LANDMARKS = "aside, main, header";

/** Not modal: a modal menu locks scrolling with a style element, which the page's policy forbids. */
export default function MenuList({ trigger, sections }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [landmark, setLandmark] = useState<Element | null>(null);
  useLayoutEffect(() => setLandmark(button.current?.closest(LANDMARKS) ?? null), []);
  const chosen = useRef<(() => void) | null>(null);
  const choose = (run: () => void) => {
    chosen.current = run;
  };
  // Once the trigger has the focus again: what opens a dialog is to give it back to there.
  const runChosen = () => {
    const run = chosen.current;
    chosen.current = null;
    if (run !== null) queueMicrotask(run);
  };
  return (
    <RadixMenu.Root modal={false} defaultOpen>
      <RadixMenu.Trigger asChild>
        <Button {...trigger} ref={button} />
      </RadixMenu.Trigger>
      {landmark !== null && (
        <RadixMenu.Portal container={landmark}>
          <RadixMenu.Content
            className={styles.menu}
            align="end"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={runChosen}
          >
            {sections.map((section, index) => (
              // Sections have no order but this one.
              // oxlint-disable-next-line react/no-array-index-key
              <Section key={index} section={section} onChosen={choose} />
            ))}
          </RadixMenu.Content>
        </RadixMenu.Portal>
      )}
    </RadixMenu.Root>
  );
}

interface SectionProps {
  readonly section: MenuSection;
  readonly onChosen: (run: () => void) => void;
}

function Section({ section, onChosen }: SectionProps) {
  const title = section.title !== undefined && (
    <RadixMenu.Label className={styles.label}>{section.title}</RadixMenu.Label>
  );
  if (section.kind === "actions") {
    return (
      <RadixMenu.Group className={styles.section}>
        {title}
        {section.actions.map((action) => (
          <Action key={action.label} action={action} onChosen={onChosen} />
        ))}
      </RadixMenu.Group>
    );
  }
  const { chosen, choices, onChoose } = section;
  return (
    <RadixMenu.RadioGroup
      className={styles.section}
      value={chosen}
      onValueChange={(value) => onChosen(() => onChoose(value))}
    >
      {title}
      {choices.map(({ value, label }) => (
        <RadixMenu.RadioItem key={value} value={value} className={styles.choice}>
          <RadixMenu.ItemIndicator className={styles.check}>
            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
              <path d="M2 6.5 5 9.5 10 3" fill="none" stroke="currentColor" strokeWidth="1.8" />
            </svg>
          </RadixMenu.ItemIndicator>
          {label}
        </RadixMenu.RadioItem>
      ))}
    </RadixMenu.RadioGroup>
  );
}

function Action({ action, onChosen }: { action: MenuAction } & Pick<SectionProps, "onChosen">) {
  const { label, detail, keys, blocked = null, isCode = false, run } = action;
  const says = blocked ?? detail;
  return (
    <RadixMenu.Item
      className={styles.item}
      disabled={blocked !== null}
      onSelect={() => onChosen(run)}
    >
      <span className={styles.row}>
        <span className={styles.name} data-code={isCode}>
          {label}
        </span>
        {keys !== undefined && <KeyCaps entry={keys} />}
      </span>
      {says !== undefined && <span className={styles.detail}>{says}</span>}
    </RadixMenu.Item>
  );
}
