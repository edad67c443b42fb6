import { Component, Suspense, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { Button } from "./button.tsx";
import styles from "./part.module.css";

export interface PartProps {
  /** What is drawn until its code has come, and in its place where that cannot be had. */
  readonly fallback: ReactNode;
  /** Called when the message about it has been dismissed. */
  readonly onGiveUp: () => void;
  readonly children: ReactNode;
}

/**
 * A part of the page whose code comes when it is asked for. The supervisor may be away just then, or
 * be another build by now: that must not take the rest of the page with it.
 */
export function Part({ fallback, onGiveUp, children }: PartProps) {
  return (
    <Missing
      instead={
        <>
          {fallback}
          {createPortal(<MissingNotice onDismiss={onGiveUp} />, document.body)}
        </>
      }
    >
      <Suspense fallback={fallback}>{children}</Suspense>
    </Missing>
  );
}

function MissingNotice({ onDismiss }: { onDismiss: () => void }) {
  return (
    <div role="alert" className={styles.missing}>
      <p>
        This part of the page could not be loaded: the supervisor is away, or has been updated since
        the page was opened.
      </p>
      <div className={styles.actions}>
        <Button size="small" onClick={onDismiss}>
          Dismiss
        </Button>
        <Button size="small" variant="primary" onClick={() => location.reload()}>
          Load the page again
        </Button>
      </div>
    </div>
  );
}

interface MissingProps {
  readonly instead: ReactNode;
  readonly children: ReactNode;
}

/** React tells of errors below it to class components alone. */
export class Missing extends Component<MissingProps, { readonly isMissing: boolean }> {
  override state = { isMissing: false };

  static getDerivedStateFromError() {
    return { isMissing: true };
  }

  override render() {
    return this.state.isMissing ? this.props.instead : this.props.children;
  }
}
