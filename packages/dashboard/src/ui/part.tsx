import { Suspense, useEffect, useState, type ComponentType, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useDeckContext, useDeckState } from "../deck-context.ts";
import { Button } from "./button.tsx";
import { Missing } from "./missing.tsx";
import type { PartCode } from "./part-code.ts";
import styles from "./part.module.css";

export interface PartProps<P> {
  readonly code: PartCode<P>;
  /** What is drawn until its code has come, and in its place where that cannot be had. */
  readonly fallback: ReactNode;
  /** Called when the message about it has been dismissed: the part is no longer asked for. */
  readonly onGiveUp?: () => void;
  readonly children: (Loaded: ComponentType<P>) => ReactNode;
}

/**
 * A part of the page whose code comes when it is asked for. The supervisor may be away just then, or
 * be another build by now: that must not take the rest of the page with it. Once it is back, it is
 * asked again.
 */
export function Part<P>({ code, fallback, onGiveUp, children }: PartProps<P>) {
  const { store } = useDeckContext();
  const isLive = useDeckState(({ connection }) => connection.phase === "live");
  const [{ Loaded, number }, setAttempt] = useState<Attempt<P>>(() => ({
    Loaded: code.latest(),
    number: 1,
  }));
  useEffect(
    () =>
      store.subscribe(({ connection }, before) => {
        const isBack = connection.phase === "live" && before.connection.phase !== "live";
        if (isBack) setAttempt((attempt) => attemptAfter(attempt, code));
      }),
    [store, code],
  );

  return (
    <Missing
      key={number}
      instead={
        <>
          {fallback}
          {createPortal(<MissingNotice isLive={isLive} onDismiss={onGiveUp} />, document.body)}
        </>
      }
    >
      <Suspense fallback={fallback}>{children(Loaded)}</Suspense>
    </Missing>
  );
}

interface Attempt<P> {
  readonly Loaded: ComponentType<P>;
  readonly number: number;
}

/** The same one, unless it has failed. */
function attemptAfter<P>(attempt: Attempt<P>, code: PartCode<P>): Attempt<P> {
  const Loaded = code.latest();
  return Loaded === attempt.Loaded ? attempt : { Loaded, number: attempt.number + 1 };
}

interface MissingNoticeProps {
  readonly isLive: boolean;
  readonly onDismiss: (() => void) | undefined;
}

function MissingNotice({ isLive, onDismiss }: MissingNoticeProps) {
  const [isDismissed, setDismissed] = useState(false);
  const dismiss = () => {
    setDismissed(true);
    onDismiss?.();
  };
  if (isDismissed) return null;
  return (
    <div role="alert" className={styles.missing}>
      <p>
        This part of the page could not be loaded:{" "}
        {isLive
          ? "the supervisor was away for a moment, or has been updated since the page was opened."
          : "the supervisor is away. It is tried again once that is back."}
      </p>
      <div className={styles.actions}>
        <Button size="small" onClick={dismiss}>
          Dismiss
        </Button>
        <Button size="small" variant="primary" onClick={() => location.reload()}>
          Load the page again
        </Button>
      </div>
    </div>
  );
}
