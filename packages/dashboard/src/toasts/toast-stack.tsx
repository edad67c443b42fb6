import { useRef, type KeyboardEvent } from "react";
import { useStore } from "zustand";
import { useDeckContext, useDeckState } from "../deck-context.ts";
import { isTrying } from "../socket/connection.ts";
import { ToastItem } from "./toast-item.tsx";
import styles from "./toasts.module.css";

/** The region that messages come to. It is there before they are, or they would not be read out. */
export function ToastStack() {
  const { toasts } = useDeckContext();
  const { toasts: shown } = useStore(toasts.queue);
  const isOverNotice = useDeckState(({ connection }) => isTrying(connection));
  const region = useRef<HTMLElement>(null);
  const cameFrom = useRef<EventTarget | null>(null);

  const letGo = () => {
    const isAttended =
      region.current?.matches(":hover") === true ||
      region.current?.contains(document.activeElement) === true;
    if (!isAttended) toasts.release();
  };
  const close = (id: number) => {
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && toastOf(focused) === id) {
      // Its button goes with it, and the keyboard must not lose its place.
      const other = region.current?.querySelector(`li:not([data-toast="${id}"]) button`);
      const next = other ?? cameFrom.current;
      if (next instanceof HTMLElement && next !== document.body) next.focus();
      else focused.blur();
    }
    toasts.dismiss(id);
  };
  const closeOnEscape = (event: KeyboardEvent<HTMLElement>) => {
    const id = event.key === "Escape" ? toastOf(event.target) : null;
    if (id === null) return;
    event.preventDefault();
    close(id);
  };

  return (
    // Escape is heard from the buttons in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      ref={region}
      className={styles.region}
      aria-label="Messages"
      aria-live="polite"
      data-raised={isOverNotice}
      onPointerEnter={toasts.hold}
      onPointerLeave={letGo}
      onFocus={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget;
        toasts.hold();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) letGo();
      }}
      onKeyDown={closeOnEscape}
    >
      <ol className={styles.list} data-toasts="">
        {shown.map((toast) => (
          <ToastItem key={toast.id} toast={toast} onClose={() => close(toast.id)} />
        ))}
      </ol>
    </section>
  );
}

function toastOf(target: EventTarget | null): number | null {
  const item = target instanceof Element ? target.closest<HTMLElement>("[data-toast]") : null;
  return item === null ? null : Number(item.dataset["toast"]);
}

/** The newest message's first button; nothing where there is no message. */
export function focusToasts(): void {
  document.querySelector<HTMLElement>("[data-toasts] > li:last-child button")?.focus();
}
