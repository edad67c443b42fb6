import { MAX_WORKERS } from "@clusterdeck/shared";
import { useState } from "react";
import { useCommandStatus, useDeck, useDeckContext } from "../deck-context.ts";
import { AT_REST, letGo, wishedTarget, type SliderWish } from "./slider-wish.ts";

export interface Scale {
  /** What is shown: what is being asked for, and else the supervisor's own word. */
  readonly shown: number;
  readonly isPending: boolean;
  /** Whether "no workers at all" waits for a yes. */
  readonly asksForZero: boolean;
  /** Shows a number without asking for it, as while the slider is dragged. */
  draft(target: number): void;
  /** Ends a draft without asking for it. */
  letGo(): void;
  /** Asks for a number of workers. */
  commit(target: number): void;
  confirmZero(): void;
  cancelZero(): void;
}

export function useScale(): Scale {
  const { commands } = useDeckContext();
  const target = useDeck((deck) => deck.fleet.target);
  const status = useCommandStatus("scale:fleet");
  const [wish, setWish] = useState<SliderWish>(AT_REST);

  const pendingTarget =
    status?.phase === "pending" && status.intent.type === "scale" ? status.intent.target : null;

  return {
    shown: wishedTarget(wish) ?? pendingTarget ?? target,
    isPending: pendingTarget !== null,
    asksForZero: wish.at === "confirming-zero",
    draft: (wanted) => setWish({ at: "drafting", target: wanted }),
    letGo: () => setWish(letGo),
    commit(wanted) {
      const within = Math.min(MAX_WORKERS, Math.max(0, wanted));
      const isNew = within !== (pendingTarget ?? target);
      setWish(isNew && within === 0 ? { at: "confirming-zero" } : AT_REST);
      if (isNew && within > 0) commands.run({ type: "scale", target: within });
    },
    confirmZero() {
      setWish(AT_REST);
      commands.run({ type: "scale", target: 0 });
    },
    cancelZero: () => setWish(AT_REST),
  };
}
