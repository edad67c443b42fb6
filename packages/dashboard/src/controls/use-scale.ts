import { useState } from "react";
import { useCommandStatus, useDeck, useDeckContext } from "../deck-context.ts";
import { MOST_WORKERS } from "./slider-range.ts";

export interface Scale {
  /** What is shown: what is being asked for, and else the supervisor's own word. */
  readonly shown: number;
  readonly isPending: boolean;
  /** Whether "no workers at all" waits for a yes. */
  readonly asksForZero: boolean;
  /** Shows a number without asking for it, as while the slider is dragged. */
  draft(target: number): void;
  /** Asks for a number of workers. */
  commit(target: number): void;
  confirmZero(): void;
  cancelZero(): void;
}

export function useScale(): Scale {
  const { commands } = useDeckContext();
  const target = useDeck((deck) => deck.fleet.target);
  const status = useCommandStatus("scale:fleet");
  const [drafted, setDrafted] = useState<number | null>(null);
  const [asksForZero, setAsksForZero] = useState(false);

  const pendingTarget =
    status?.phase === "pending" && status.intent.type === "scale" ? status.intent.target : null;
  const send = (wanted: number) => {
    setDrafted(null);
    commands.run({ type: "scale", target: wanted });
  };

  return {
    shown: drafted ?? pendingTarget ?? target,
    isPending: pendingTarget !== null,
    asksForZero,
    draft: (wanted) => setDrafted(wanted),
    commit(wanted) {
      const within = Math.min(MOST_WORKERS, Math.max(0, wanted));
      if (within === (pendingTarget ?? target)) {
        setDrafted(null);
      } else if (within === 0) {
        setDrafted(0);
        setAsksForZero(true);
      } else {
        send(within);
      }
    },
    confirmZero() {
      setAsksForZero(false);
      send(0);
    },
    cancelZero() {
      setAsksForZero(false);
      setDrafted(null);
    },
  };
}
