import { keyEntry } from "../keys/key-map.ts";
import { Button } from "../ui/button.tsx";
import { capLabels } from "../ui/key-caps.tsx";
import { Icon } from "./icon.tsx";
import styles from "./header.module.css";

export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  const keys = capLabels(keyEntry("palette")).join(" ");
  return (
    <Button
      className={styles.palette}
      aria-label={`Command palette, ${keys}`}
      title={`Every command, by its name (${keys})`}
      aria-haspopup="dialog"
      onClick={onOpen}
    >
      <span className={styles.paletteIcon}>
        <Icon path="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 13.5 13.5" />
      </span>
      <span className={styles.paletteKeys}>{keys}</span>
    </Button>
  );
}
