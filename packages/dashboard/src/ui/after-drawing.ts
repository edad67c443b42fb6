import { useEffect, useState } from "react";

/** By then it comes even to a page that is never idle. */
const AT_LATEST_MS = 2000;

/**
 * Runs a task when what React has just put on the page has been drawn and nothing else is to do.
 *
 * @returns what gives it up, as long as it has not run
 */
function afterDrawing(task: () => void): () => void {
  let cancelIdle = () => {};
  const frame = requestAnimationFrame(() => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === "function") {
      const idle = requestIdleCallback(task, { timeout: AT_LATEST_MS });
      cancelIdle = () => cancelIdleCallback(idle);
    } else {
      const timer = setTimeout(task);
      cancelIdle = () => clearTimeout(timer);
    }
  });
  return () => {
    cancelAnimationFrame(frame);
    cancelIdle();
  };
}

/** Whether what stands before it has been drawn: what can wait for that must not hold it up. */
export function useIsDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => afterDrawing(() => setDrawn(true)), []);
  return isDrawn;
}
