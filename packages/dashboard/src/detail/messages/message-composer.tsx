import { useId, useState, type KeyboardEvent, type SubmitEvent } from "react";
import { commandKey } from "../../commands/command-status.ts";
import { useCommandStatus, useDeckContext, useDeckState } from "../../deck-context.ts";
import type { FollowedSlot } from "../../socket/slot-feed.ts";
import { fleetLock } from "../../store/selectors.ts";
import { Button } from "../../ui/button.tsx";
import { CommandFailure } from "../../ui/notice.tsx";
import { draftMeaning, type DraftMeaning } from "./draft.ts";
import styles from "./messages.module.css";

/** Sends what is written to the app; what was sent goes from the field once it is known to be done. */
export function MessageComposer({ place }: { place: FollowedSlot }) {
  const { commands } = useDeckContext();
  const lock = useDeckState(fleetLock);
  const status = useCommandStatus(commandKey({ type: "message", slot: place }));
  const [draft, setDraft] = useState("");
  const [sent, setSent] = useState("");
  const hintId = useId();
  const meaning = draftMeaning(draft);
  const canSend = lock === null && "payload" in meaning && status?.phase !== "pending";

  const [phase, setPhase] = useState(status?.phase);
  if (phase !== status?.phase) {
    setPhase(status?.phase);
    if (status?.phase === "done" && draft === sent) setDraft("");
  }

  const send = () => {
    if (!canSend) return;
    setSent(draft);
    commands.run({ type: "message", slot: place, payload: meaning.payload });
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowUp" && draft === "" && sent !== "") setDraft(sent);
    else if (event.key === "Enter" && !event.shiftKey) send();
    else return;
    event.preventDefault();
  };
  const toWhom = place === "all" ? "all workers" : `worker ${place}`;
  return (
    <form className={styles.composer} data-composer={place} onSubmit={onSubmit}>
      <CommandFailure status={status} />
      <div className={styles.write}>
        <textarea
          className={styles.field}
          aria-label={`Message to ${toWhom}`}
          aria-describedby={hintId}
          aria-invalid={meaning.kind === "refused" || undefined}
          placeholder={`JSON or words to ${toWhom}`}
          rows={1}
          spellCheck={false}
          autoCapitalize="off"
          readOnly={lock !== null}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          type="submit"
          variant="primary"
          status={status?.phase}
          isHeld={!canSend}
          title={lock ?? "Send (Enter)"}
        >
          Send
        </Button>
      </div>
      <p id={hintId} className={styles.hint} data-kind={lock === null ? meaning.kind : "refused"}>
        {lock ?? hintWords(meaning, sent !== "")}
      </p>
    </form>
  );
}

function hintWords(meaning: DraftMeaning, hasSent: boolean): string {
  switch (meaning.kind) {
    case "nothing":
      return hasSent
        ? "Enter sends · ↑ brings back the last one"
        : "Enter sends · Shift+Enter breaks the line";
    case "json":
      return `Sent as ${typeWords(meaning.payload)}`;
    case "text":
      return "Sent as a string";
    case "refused":
      return meaning.problem;
  }
}

function typeWords(payload: unknown): string {
  if (payload === null) return "null";
  if (Array.isArray(payload)) return "an array";
  return typeof payload === "object" ? "an object" : `a ${typeof payload}`;
}
