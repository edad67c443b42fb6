import { lazy, useEffect } from "react";
import styles from "./app.module.css";
import { ControlBar } from "./controls/control-bar.tsx";
import { ZeroDialog } from "./controls/zero-dialog.tsx";
import { useDeckContext, useDeckState } from "./deck-context.ts";
import { EventPanel } from "./events/event-panel.tsx";
import { Header } from "./header/header.tsx";
import { StaleNotice } from "./header/stale-notice.tsx";
import { useShortcuts } from "./keys/use-shortcuts.ts";
import { LanePanel } from "./lanes/lane-panel.tsx";
import { DropLayer } from "./recording/drop-layer.tsx";
import { RecordingBanner } from "./recording/recording-banner.tsx";
import { pageTitle } from "./recording/recording-title.ts";
import { ConnectingScreen } from "./screens/connecting-screen.tsx";
import { MismatchScreen } from "./screens/mismatch-screen.tsx";
import { TokenScreen } from "./screens/token-screen.tsx";
import { staleSinceMs } from "./store/selectors.ts";
import { TileGrid } from "./tiles/tile-grid.tsx";
import { ToastStack } from "./toasts/toast-stack.tsx";
import { TotalsRow } from "./totals/totals-row.tsx";
import { ExplainLayer } from "./ui/explain.tsx";
import { Part } from "./ui/part.tsx";

const HelpDialog = lazy(() => import("./keys/help-dialog.tsx"));
const Palette = lazy(() => import("./palette/palette.tsx"));

export function App() {
  const { source } = useDeckContext();
  return (
    <>
      {/* Another one for a recording: where the last one had been scrolled to is not its business. */}
      <Page key={source.kind} />
      <ToastStack />
      <DropLayer />
    </>
  );
}

function Page() {
  const phase = useDeckState(({ connection }) => connection.phase);
  const hasDeck = useDeckState(({ deck }) => deck !== null);

  if (phase === "unauthorized") return <TokenScreen />;
  if (phase === "protocol-mismatch") return <MismatchScreen />;
  if (!hasDeck) return <ConnectingScreen />;
  return <Dashboard />;
}

function Dashboard() {
  const isStale = useDeckState(({ connection }) => staleSinceMs(connection) !== null);
  const { commands } = useDeckContext();
  const { overlay, setOverlay } = useShortcuts();
  useDocumentTitle();

  return (
    <div className={styles.page}>
      <Header onOpen={setOverlay} />
      <RecordingBanner />
      <main className={styles.main} data-stale={isStale}>
        <TotalsRow />
        <ControlBar />
        <TileGrid />
        <div className={styles.below}>
          <LanePanel />
          <EventPanel />
        </div>
      </main>
      <StaleNotice />
      <ExplainLayer />
      {overlay === "help" && (
        <Part fallback={null} onGiveUp={() => setOverlay(null)}>
          <HelpDialog onClose={() => setOverlay(null)} />
        </Part>
      )}
      {overlay === "palette" && (
        <Part fallback={null} onGiveUp={() => setOverlay(null)}>
          <Palette onClose={() => setOverlay(null)} onOpen={setOverlay} />
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

function useDocumentTitle() {
  const { source } = useDeckContext();
  const appName = useDeckState(({ deck }) => deck?.fleet.app.name ?? null);
  useEffect(() => {
    document.title = pageTitle(appName, source);
  }, [appName, source]);
}
