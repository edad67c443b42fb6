import type { Session } from "./session.ts";

/** Who reads the stream now. */
export interface Sessions {
  readonly size: number;
  /** True once all have been told to go: whoever comes now would only be cut off. */
  readonly isEnding: boolean;
  readonly add: (session: Session) => void;
  readonly delete: (session: Session) => void;
  /** Ends those that are there; others may come. */
  readonly close: (code: number, reason: string) => void;
  /** Ends all, for good. */
  readonly end: (code: number, reason: string) => void;
}

export function createSessions(): Sessions {
  const sessions = new Set<Session>();
  let isEnding = false;
  const close = (code: number, reason: string) => {
    for (const session of sessions) session.close(code, reason);
  };
  return {
    get size() {
      return sessions.size;
    },
    get isEnding() {
      return isEnding;
    },
    add: (session) => void sessions.add(session),
    delete: (session) => void sessions.delete(session),
    close,
    end: (code, reason) => {
      isEnding = true;
      close(code, reason);
    },
  };
}
