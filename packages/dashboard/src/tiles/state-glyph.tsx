import type { WorkerState } from "@clusterdeck/shared";

/** A shape for each state, so that none is told by its colour alone. */
const SHAPES: Record<WorkerState, { path: string; filled: boolean }> = {
  starting: { path: "M6 1.5a4.5 4.5 0 1 1-4.5 4.5", filled: false },
  serving: { path: "M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9Z", filled: true },
  running: { path: "M3 1.8 10.4 6 3 10.2Z", filled: true },
  unresponsive: { path: "M2 2h3v8H2ZM7 2h3v8H7Z", filled: true },
  draining: { path: "M6 1.5v8.5M2.5 6.5 6 10l3.5-3.5", filled: false },
  backoff: { path: "M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9ZM6 3.6V6l1.7 1.2", filled: false },
  failed: { path: "M2.2 2.2l7.6 7.6M9.8 2.2 2.2 9.8", filled: false },
  standby: { path: "M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9Z", filled: false },
};

export function StateGlyph({ state }: { state: WorkerState }) {
  const { path, filled } = SHAPES[state];
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      <path
        d={path}
        fill={filled ? "currentColor" : "none"}
        stroke={filled ? "none" : "currentColor"}
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
