import { createStore, type StoreApi } from "zustand/vanilla";
import {
  dismiss,
  expire,
  hold,
  NO_TOASTS,
  nextExpiryMs,
  push,
  release,
  type ToastDraft,
  type ToastQueue,
} from "./toast-queue.ts";

export interface ToastDesk {
  readonly queue: StoreApi<ToastQueue>;
  tell(draft: ToastDraft): void;
  dismiss(id: number): void;
  /** Someone reads them: their time stands still until `release`. */
  hold(): void;
  release(): void;
}

/** Keeps the messages, and takes each off the page when its time is over. */
export function createToastDesk(nowMs: () => number): ToastDesk {
  const queue = createStore<ToastQueue>(() => NO_TOASTS);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const update = (change: (before: ToastQueue, atMs: number) => ToastQueue) => {
    queue.setState(change(queue.getState(), nowMs()), true);
    clearTimeout(timer);
    const expiryMs = nextExpiryMs(queue.getState());
    if (expiryMs !== null) {
      timer = setTimeout(() => update(expire), Math.max(0, expiryMs - nowMs()));
    }
  };

  return {
    queue,
    tell: (draft) => update((before, atMs) => push(before, draft, atMs)),
    dismiss: (id) => update((before) => dismiss(before, id)),
    hold: () => update(hold),
    release: () => update(release),
  };
}
