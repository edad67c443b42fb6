import type { WorkerCommand } from "@clusterdeck/shared";
import { memo } from "react";
import { workerIntents } from "../commands/worker-intents.ts";
import { useCommandStatus, useDeckContext, useDeckState } from "../deck-context.ts";
import { fleetLock, workerLock } from "../store/selectors.ts";
import { Button } from "../ui/button.tsx";
import { SignalMenu } from "./signal-menu.tsx";
import styles from "./tile.module.css";

export interface TileActionsProps {
  readonly slot: number;
  readonly generation: number;
  /** How the buttons call the worker: no two of a page may be called the same. */
  readonly called?: string;
  /** What the supervisor says that the worker would accept now. */
  readonly offered: readonly WorkerCommand[];
}

export const TileActions = memo(function TileActions(props: TileActionsProps) {
  const { slot, generation, offered, called = `worker ${slot}` } = props;
  const { commands } = useDeckContext();
  const lock = useDeckState(fleetLock);
  const kill = useCommandStatus(`kill:${slot}`);
  const restart = useCommandStatus(`restart:${slot}`);
  const retry = useCommandStatus(`retry:${slot}`);
  const intents = workerIntents(slot, generation);

  const blocked = (command: WorkerCommand) => {
    const reason = workerLock(lock, offered, command);
    // Held, not disabled: most reasons pass, and the keyboard must not lose its place to them.
    return { isHeld: reason !== null, ...(reason === null ? {} : { title: reason }) };
  };
  const offersRetry = offered.includes("retry");

  return (
    <div className={styles.actions}>
      {/* One element for both, so that it keeps the focus when the worker's state changes. */}
      <Button
        variant={offersRetry ? "primary" : "plain"}
        aria-label={`${offersRetry ? "Retry" : "Restart"} ${called}`}
        title={offersRetry ? "Start it now (R)" : "Start a replacement, then drain this one (R)"}
        {...blocked(offersRetry ? "retry" : "restart")}
        status={(offersRetry ? retry : restart)?.phase}
        onClick={() => commands.run(offersRetry ? intents.retry : intents.restart)}
      >
        {offersRetry ? "Retry" : "Restart"}
      </Button>
      <span className={styles.split}>
        <Button
          variant="danger"
          className={styles.kill}
          aria-label={`Kill ${called}`}
          title="SIGKILL, at once (K)"
          {...blocked("kill")}
          status={kill?.phase}
          onClick={() => commands.run(intents.kill("SIGKILL"))}
        >
          Kill
        </Button>
        <SignalMenu
          called={called}
          disabled={workerLock(lock, offered, "kill") !== null}
          onChoose={(signal) => commands.run(intents.kill(signal))}
        />
      </span>
    </div>
  );
});
