import { useLayoutEffect, useRef, type KeyboardEvent } from "react";
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
  const hasFocus = useRef(false);

  const letGo = () => {
    const isAttended =
      region.current?.matches(":hover") === true ||
      region.current?.contains(document.activeElement) === true;
    if (!isAttended) toasts.release();
  };
  // A button that goes while it has the focus tells nobody, and the messages would be held for ever:
  // it is dismissed, dropped by the limit, or an Undo that newer news leaves out.
  useLayoutEffect(() => {
    if (!hasFocus.current || region.current?.contains(document.activeElement) === true) return;
    const next = region.current?.querySelector("button") ?? cameFrom.current;
    if (next instanceof HTMLElement) next.focus();
    hasFocus.current = region.current?.contains(document.activeElement) === true;
    letGo();
  });
  const closeOnEscape = (event: KeyboardEvent<HTMLElement>) => {
    const id = event.key === "Escape" ? toastOf(event.target) : null;
    if (id === null) return;
    event.preventDefault();
    toasts.dismiss(id);
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
      onFocus={({ relatedTarget }) => {
        if (!hasFocus.current) cameFrom.current = relatedTarget;
        hasFocus.current = true;
        toasts.hold();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (currentTarget.contains(relatedTarget)) return;
        hasFocus.current = false;
        letGo();
      }}
      onKeyDown={closeOnEscape}
    >
      <ol className={styles.list} data-toasts="">
        {shown.map((toast) => (
          // What is told anew about the same keeps its place under the keyboard and the pointer.
          <ToastItem key={toast.subject} toast={toast} onClose={() => toasts.dismiss(toast.id)} />
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
