import { useCommandStatus, useDeck, useDeckContext, useDeckState } from "../deck-context.ts";
import { plural } from "../format/number.ts";
import { fleetLock, servingCount, standbyCount } from "../store/selectors.ts";
import { Button } from "../ui/button.tsx";
import { CommandFailure, Notice } from "../ui/notice.tsx";
import styles from "./controls.module.css";
import { ReloadButton } from "./reload-button.tsx";
import { sliderMax } from "./slider-range.ts";
import { useReloadStage } from "./use-reload-stage.ts";
import { useScale } from "./use-scale.ts";
import { WorkerRoomLine } from "./worker-room-line.tsx";
import { WorkerSlider } from "./worker-slider.tsx";
import { ZeroDialog } from "./zero-dialog.tsx";

export function ControlBar() {
  const { commands } = useDeckContext();
  const lock = useDeckState(fleetLock);
  const target = useDeck((deck) => deck.fleet.target);
  const cores = useDeck((deck) => deck.supervisor.cores);
  const serving = useDeck(servingCount);
  const standby = useDeck(standbyCount);
  const scaleStatus = useCommandStatus("scale:fleet");
  const forkStatus = useCommandStatus("fork:fleet");
  const reloadStatus = useCommandStatus("reload:fleet");
  const scale = useScale();
  const { stage, dismiss } = useReloadStage();
  const isLocked = lock !== null;
  const why = lock === null ? {} : { title: lock };

  return (
    <section className={styles.bar} aria-label="Controls" data-controls="">
      <span className={styles.title}>Workers</span>
      <div className={styles.sliderRow}>
        <Button
          size="square"
          data-key="fewer"
          aria-label="One worker fewer"
          title="One fewer (−)"
          isHeld={isLocked || scale.shown === 0}
          onClick={() => scale.commit(scale.shown - 1)}
        >
          −
        </Button>
        <WorkerSlider
          value={scale.shown}
          serving={serving}
          max={sliderMax(cores, target)}
          cores={cores}
          disabled={isLocked}
          onDraft={scale.draft}
          onCommit={scale.commit}
          onLetGo={scale.letGo}
        />
        <Button
          size="square"
          data-key="more"
          aria-label="One worker more"
          title="One more (+)"
          isHeld={isLocked}
          onClick={() => scale.commit(scale.shown + 1)}
        >
          +
        </Button>
      </div>
      <p className={styles.counts} data-pending={scale.isPending}>
        <span className={styles.wanted}>
          <b>{scale.shown}</b> wanted
        </span>
        <span data-short={serving < target}>
          <b>{serving}</b> serving
        </span>
        <span>{plural(cores, "core")}</span>
        {standby > 0 && <span>{plural(standby, "warm spare")}</span>}
      </p>
      <WorkerRoomLine />
      <div className={styles.actions}>
        <Button
          {...why}
          isHeld={isLocked}
          status={forkStatus?.phase}
          onClick={() => commands.run({ type: "fork" })}
        >
          Fork a worker
        </Button>
        <ReloadButton stage={stage} />
      </div>
      <div className={styles.failures}>
        <CommandFailure status={scaleStatus} />
        <CommandFailure status={forkStatus} />
        <CommandFailure status={reloadStatus} />
        {stage.at === "stopped" && <Notice text={stage.text} onDismiss={dismiss} />}
      </div>
      <ZeroDialog
        open={scale.asksForZero}
        onCancel={scale.cancelZero}
        onConfirm={scale.confirmZero}
      />
    </section>
  );
}
