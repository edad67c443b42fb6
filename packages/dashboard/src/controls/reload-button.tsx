import { useCommandStatus, useDeck, useDeckContext, useDeckState } from "../deck-context.ts";
import { fleetLock } from "../store/selectors.ts";
import { Button } from "../ui/button.tsx";
import styles from "./reload-button.module.css";
import { reloadAnnouncement, type ReloadStage } from "./reload-stage.ts";

const NAME = "Reload all workers";

/** Starts a rolling reload, shows how far it has got in its own place, and how it ended. */
export function ReloadButton({ stage }: { stage: ReloadStage }) {
  const { commands } = useDeckContext();
  const lock = useDeckState(fleetLock);
  const target = useDeck((deck) => deck.fleet.target);
  const status = useCommandStatus("reload:fleet");
  const isGoing = stage.at === "going";
  const text = buttonText(stage);

  return (
    <span className={styles.reload} data-stage={stage.at}>
      <Button
        data-key="reload"
        className={styles.button}
        // Who names what they see must reach it, and it keeps its own name meanwhile.
        aria-label={text === NAME ? NAME : `${NAME}: ${text}`}
        title={lock ?? "Replace every worker, one at a time (L)"}
        isHeld={isGoing || lock !== null || target === 0}
        // That the command was accepted is told by the progress, and is not its end.
        status={status?.phase === "pending" ? "pending" : undefined}
        onClick={() => commands.run({ type: "reload" })}
      >
        {stage.at === "finished" && <DoneMark />}
        {text}
      </Button>
      {isGoing && (
        <progress
          className={styles.progress}
          aria-label="Reload"
          value={stage.done}
          max={Math.max(1, stage.total)}
        />
      )}
      {isGoing && stage.cause !== null && (
        <span className={styles.cause} title={stage.cause} aria-hidden="true">
          {stage.cause}
        </span>
      )}
      <output className="visually-hidden">{reloadAnnouncement(stage)}</output>
    </span>
  );
}

function DoneMark() {
  return (
    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
      <path d="M2 6.5 5 9.5 10 3" fill="none" stroke="currentColor" strokeWidth="2" />
    </svg>
  );
}

function buttonText(stage: ReloadStage): string {
  switch (stage.at) {
    case "going":
      return `Reloading ${stage.done} of ${stage.total}`;
    case "finished":
      return stage.text;
    case "stopped":
    case "rest":
      return NAME;
  }
}
