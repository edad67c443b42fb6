import * as RadixDialog from "@radix-ui/react-dialog";
import { useState, type ReactNode } from "react";
import styles from "./dialog.module.css";

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description: string;
  /** An alert asks before something that loses work. */
  readonly isAlert?: boolean;
  /** A palette stands at the top, and its title is only read out. */
  readonly look?: "plain" | "wide" | "palette";
  /** Called when it is gone and the focus is back where it was. */
  readonly onClosed?: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog. Radix's own overlay is left out: it locks scrolling with a style element, which
 * the page's content security policy forbids. The backdrop here does without.
 */
export default function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, isAlert = false } = props;
  const { look = "plain", onClosed } = props;
  const heading = look === "palette" ? "visually-hidden" : undefined;
  // Radix gives the focus back to a trigger of its own, and these dialogs have none.
  const [opener] = useState(() => document.activeElement);
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    if (opener instanceof HTMLElement) opener.focus();
    onClosed?.();
  };
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <div className={styles.backdrop} />
        <RadixDialog.Content
          className={styles.content}
          role={isAlert ? "alertdialog" : "dialog"}
          aria-modal
          data-look={look}
          onCloseAutoFocus={giveFocusBack}
        >
          <RadixDialog.Title className={heading ?? styles.title}>{title}</RadixDialog.Title>
          <RadixDialog.Description className={heading ?? styles.description}>
            {description}
          </RadixDialog.Description>
          {props.children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
