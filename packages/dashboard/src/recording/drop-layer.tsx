import { useEffect, useState } from "react";
import { useDeckContext } from "../deck-context.ts";
import styles from "./recording.module.css";

/** Takes a recording's file that is dropped anywhere on the page, and shows that it would. */
export function DropLayer() {
  const { recordings } = useDeckContext();
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      // Without it the browser would leave the page for the file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file !== undefined) void recordings.open(file);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [recordings]);

  return isOver ? (
    <aside className={styles.drop} aria-label="Drop a file">
      <p>Drop a recording to open it</p>
    </aside>
  ) : null;
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}
