import type { ComponentProps } from "react";
import type { CommandStatus } from "../commands/command-status.ts";
import styles from "./button.module.css";
import { useLasts } from "./use-lasts.ts";

/** Most commands are answered sooner, and what turns costs the page a layer of its own. */
const TURNS_AFTER_MS = 300;

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: "plain" | "primary" | "danger" | "ghost";
  size?: "normal" | "small" | "square";
  /** What has become of the button's command. */
  status?: CommandStatus["phase"] | undefined;
  /** Takes no clicks for now, and keeps the focus, which `disabled` would take from the keyboard. */
  isHeld?: boolean;
}

/** A button that shows its command's way: pending, then done or failed. */
export function Button({
  variant = "plain",
  size = "normal",
  status,
  isHeld = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const isPending = status === "pending";
  const isSlow = useLasts(isPending, TURNS_AFTER_MS);
  const refuses = isPending || isHeld;
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, styles[variant], styles[size], className]
        .filter(Boolean)
        .join(" ")}
      data-status={status}
      data-slow={isSlow || undefined}
      // Not `disabled`, which would take the focus away from under the keyboard.
      aria-disabled={refuses || undefined}
      aria-busy={isPending || undefined}
      onClick={(event) => {
        if (!refuses) onClick?.(event);
      }}
    >
      <span className={styles.label}>{children}</span>
    </button>
  );
}
