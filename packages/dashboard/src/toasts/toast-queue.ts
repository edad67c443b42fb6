/** The messages that are on the page for a moment. Pure: each step takes the time, in milliseconds. */

export interface ToastDraft {
  /** What it is about: a newer one about the same takes its place. */
  readonly subject: string;
  readonly tone: "good" | "bad";
  readonly text: string;
  /** What happens next, or what to do. */
  readonly detail: string | null;
  /** Null where nothing can be taken back. */
  readonly undo: ScaleUndo | null;
}

/** How many workers are wanted now, and how many were. */
export interface ScaleUndo {
  readonly from: number;
  readonly to: number;
}

export interface Toast extends ToastDraft {
  readonly id: number;
  readonly untilMs: number;
}

export interface ToastQueue {
  /** Oldest first. */
  readonly toasts: readonly Toast[];
  readonly nextId: number;
  /** Since when they wait, as someone is reading them; null while their time runs. */
  readonly heldSinceMs: number | null;
}

export const NO_TOASTS: ToastQueue = { toasts: [], nextId: 1, heldSinceMs: null };

const MOST = 3;
const SHOWN_MS = { good: 6000, bad: 12_000 } as const;

export function push(queue: ToastQueue, draft: ToastDraft, nowMs: number): ToastQueue {
  const earlier = queue.toasts.find(({ subject }) => subject === draft.subject);
  const others = queue.toasts.filter((toast) => toast !== earlier);
  const toast: Toast = {
    ...draft,
    undo: undoOf(draft, earlier),
    id: queue.nextId,
    // While they are held, as if it had come when that began: the release moves all alike.
    untilMs: (queue.heldSinceMs ?? nowMs) + SHOWN_MS[draft.tone],
  };
  return { ...queue, toasts: [...others, toast].slice(-MOST), nextId: queue.nextId + 1 };
}

/**
 * Five steps in a row are taken back as one: to where the first of them began. Where they have led
 * back there already, nothing is left to take back.
 */
function undoOf(draft: ToastDraft, earlier: ToastDraft | undefined): ScaleUndo | null {
  if (draft.undo === null) return null;
  const { from } = draft.undo;
  const to = earlier?.undo?.to ?? draft.undo.to;
  return from === to ? null : { from, to };
}

export function dismiss(queue: ToastQueue, id: number): ToastQueue {
  const toasts = queue.toasts.filter((toast) => toast.id !== id);
  // With none left there is nothing that anybody could let go of.
  return { ...queue, toasts, heldSinceMs: toasts.length === 0 ? null : queue.heldSinceMs };
}

export function expire(queue: ToastQueue, nowMs: number): ToastQueue {
  if (queue.heldSinceMs !== null) return queue;
  const toasts = queue.toasts.filter(({ untilMs }) => untilMs > nowMs);
  return toasts.length === queue.toasts.length ? queue : { ...queue, toasts };
}

export function hold(queue: ToastQueue, nowMs: number): ToastQueue {
  return queue.heldSinceMs === null && queue.toasts.length > 0
    ? { ...queue, heldSinceMs: nowMs }
    : queue;
}

/** Each has as much time left as it had when the hold began. */
export function release(queue: ToastQueue, nowMs: number): ToastQueue {
  const { heldSinceMs } = queue;
  if (heldSinceMs === null) return queue;
  const heldMs = nowMs - heldSinceMs;
  return {
    ...queue,
    heldSinceMs: null,
    toasts: queue.toasts.map((toast) => ({ ...toast, untilMs: toast.untilMs + heldMs })),
  };
}

/** When the next one's time is over; null while none runs. */
export function nextExpiryMs({ toasts, heldSinceMs }: ToastQueue): number | null {
  if (heldSinceMs !== null || toasts.length === 0) return null;
  return Math.min(...toasts.map(({ untilMs }) => untilMs));
}
