import { useEffect, useState } from "react";

/** Whether something has been so for at least as long. */
export function useLasts(isSo: boolean, atLeastMs: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setTimeout(() => setLasts(true), atLeastMs);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isSo, atLeastMs]);
  return isSo && lasts;
}
