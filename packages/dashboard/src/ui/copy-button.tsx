import { Button, type ButtonProps } from "./button.tsx";
import styles from "./copy-button.module.css";
import type { CopyOutcome } from "./use-copy.ts";

const ICONS: Record<CopyOutcome, string> = {
  rest: "M5 5V2.5h6.5V9H9M2.5 5H9v6.5H2.5Z",
  copied: "M2.5 7.5 5.5 10.5 11.5 3.5",
  failed: "M3 3l8 8M11 3l-8 8",
};

const TOLD: Record<CopyOutcome, string> = {
  rest: "",
  copied: "Copied",
  failed: "The browser does not allow copying here: select the text instead",
};

export interface CopyButtonProps extends Omit<ButtonProps, "aria-label" | "size"> {
  /** What is copied, as the button's name. */
  readonly label: string;
  readonly outcome: CopyOutcome;
}

export function CopyButton({ label, outcome, ...rest }: CopyButtonProps) {
  return (
    <>
      <Button
        variant="ghost"
        {...rest}
        size="small"
        aria-label={label}
        title={outcome === "rest" ? label : TOLD[outcome]}
        data-outcome={outcome}
      >
        <svg className={styles.icon} viewBox="0 0 14 14" aria-hidden="true">
          <path d={ICONS[outcome]} />
        </svg>
      </Button>
      <output className={outcome === "failed" ? styles.failed : "visually-hidden"}>
        {TOLD[outcome]}
      </output>
    </>
  );
}
