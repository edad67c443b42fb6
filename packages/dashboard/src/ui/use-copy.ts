import { useCallback, useEffect, useRef, useState } from "react";
import { copyText } from "./copy-text.ts";

/** How long the button says how it went. */
const TOLD_FOR_MS = 2000;

export type CopyOutcome = "rest" | "copied" | "failed";

/** Copies text, and tells for a moment how that went. */
export function useCopy() {
  const [outcome, setOutcome] = useState<CopyOutcome>("rest");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = useCallback(async (text: string) => {
    const isCopied = await copyText(text);
    setOutcome(isCopied ? "copied" : "failed");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome("rest"), TOLD_FOR_MS);
  }, []);
  return { outcome, copy };
}
