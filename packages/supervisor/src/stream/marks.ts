import { randomBytes } from "node:crypto";

const MARK_BYTES = 9;

/**
 * A mark travels in a ping behind what was sent; its pong says that the reader has read as far. Each
 * has a name that cannot be guessed: a reader that answers without reading would be sent more and
 * more, all of it kept for it here.
 */
export interface Marks {
  readonly send: (onArrived: () => void) => void;
  /** @returns whether that is a mark that was on its way */
  readonly arrived: (name: string) => boolean;
}

export function createMarks(ping: (name: string) => void): Marks {
  const onTheirWay = new Map<string, () => void>();
  return {
    send: (onArrived) => {
      const name = randomBytes(MARK_BYTES).toString("base64url");
      onTheirWay.set(name, onArrived);
      ping(name);
    },
    arrived: (name) => {
      const onArrived = onTheirWay.get(name);
      if (onArrived === undefined) return false;
      onTheirWay.delete(name);
      onArrived();
      return true;
    },
  };
}
