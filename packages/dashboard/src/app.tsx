import styles from "./app.module.css";
import { ControlBar } from "./controls/control-bar.tsx";
import { ZeroDialog } from "./controls/zero-dialog.tsx";
import { useDeckContext, useDeckState } from "./deck-context.ts";
import { useIsCovered } from "./detail/use-is-covered.ts";
import { WorkerPanel } from "./detail/worker-panel.tsx";
import { Header } from "./header/header.tsx";
import { StaleNotice } from "./header/stale-notice.tsx";
import { useShortcuts } from "./keys/use-shortcuts.ts";
import { DropLayer } from "./recording/drop-layer.tsx";
import { Past } from "./past/past.tsx";
import { RecordingBanner } from "./recording/recording-banner.tsx";
import { ConnectingScreen } from "./screens/connecting-screen.tsx";
import { MismatchScreen } from "./screens/mismatch-screen.tsx";
import { TokenScreen } from "./screens/token-screen.tsx";
import { staleSinceMs } from "./store/selectors.ts";
import { useTab } from "./tab/use-tab.ts";
import { TileGrid } from "./tiles/tile-grid.tsx";
import { ToastStack } from "./toasts/toast-stack.tsx";
import { TotalsRow } from "./totals/totals-row.tsx";
import { ExplainLayer } from "./ui/explain.tsx";
import { partCode } from "./ui/part-code.ts";
import { Part } from "./ui/part.tsx";
import stale from "./ui/stale.module.css";

const HELP = partCode(() => import("./keys/help-dialog.tsx"));
const PALETTE = partCode(() => import("./palette/palette.tsx"));

export function App() {
  const { source } = useDeckContext();
  return (
    <>
      {/* Another one for each recording: where the last one had been scrolled to is not its business. */}
      <Page key={source.kind === "live" ? "live" : source.id} />
      <ToastStack />
      <DropLayer />
    </>
  );
}

function Page() {
  const phase = useDeckState(({ connection }) => connection.phase);
  const hasDeck = useDeckState(({ deck }) => deck !== null);
  useTab();

  if (phase === "unauthorized") return <TokenScreen />;
  if (phase === "protocol-mismatch") return <MismatchScreen />;
  if (!hasDeck) return <ConnectingScreen />;
  return <Dashboard />;
}

function Dashboard() {
  const isStale = useDeckState(({ connection }) => staleSinceMs(connection) !== null);
  const isCovered = useIsCovered();
  const { commands } = useDeckContext();
  const { overlay, setOverlay } = useShortcuts();

  return (
    <div className={styles.page}>
      <div className={styles.top} inert={isCovered}>
        <Header onOpen={setOverlay} />
        <RecordingBanner />
      </div>
      <div className={styles.body}>
        <main className={`${styles.main} ${stale.stale}`} data-stale={isStale} inert={isCovered}>
          <TotalsRow />
          <ControlBar />
          <TileGrid />
          <div className={styles.below}>
            <Past />
          </div>
        </main>
        <WorkerPanel />
      </div>
      <StaleNotice />
      <ExplainLayer />
      {overlay === "help" && (
        <Part code={HELP} fallback={null} onGiveUp={() => setOverlay(null)}>
          {(HelpDialog) => <HelpDialog onClose={() => setOverlay(null)} />}
        </Part>
      )}
      {overlay === "palette" && (
        <Part code={PALETTE} fallback={null} onGiveUp={() => setOverlay(null)}>
          {(Palette) => <Palette onClose={() => setOverlay(null)} onOpen={setOverlay} />}
        </Part>
      )}
      <ZeroDialog
        open={overlay === "zero"}
        onCancel={() => setOverlay(null)}
        onConfirm={() => {
          setOverlay(null);
          commands.run({ type: "scale", target: 0 }, "palette");
        }}
      />
    </div>
  );
}
