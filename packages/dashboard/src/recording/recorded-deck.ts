import { createStore } from "zustand/vanilla";
import { createCommandCenter } from "../commands/command-center.ts";
import type { DeckContextValue } from "../deck-context.ts";
import type { PageClock } from "../store/clock.ts";
import { applySnapshot } from "../store/deck.ts";
import type { DeckState } from "../store/deck-store.ts";
import type { OpenRecording } from "./deck-source.ts";
import { recordedDetails } from "./recorded-details.ts";
import { WHOLE_VIEW, type View } from "../view/view.ts";
import type { ViewStore } from "../view/view-store.ts";

/** It is always the moment at which the recording was taken. */
const STILL: PageClock = { nowMs: () => 0, subscribe: () => () => {}, beatMs: () => 0 };

/** What the page's parts work with while they show a recording; what is live goes on beneath. */
export function recordedDeck(live: DeckContextValue, source: OpenRecording): DeckContextValue {
  const { recording } = source;
  return {
    ...live,
    source,
    store: createStore<DeckState>(() => ({
      connection: { phase: "recording" },
      deck: applySnapshot(recording.snapshot, STILL.nowMs()),
    })),
    details: recordedDetails(recording),
    clock: STILL,
    // No button gives a command here; should one be given all the same, it goes nowhere.
    commands: createCommandCenter(() => false),
    view: recordedView(live.view),
  };
}

/**
 * A view of its own, which no address carries: its worker and its times are the recording's. The
 * theme is the page's, which may change beneath as well, by another tab.
 */
function recordedView(live: ViewStore): ViewStore {
  const view = createStore<View>(() => ({ ...WHOLE_VIEW, theme: live.getState().theme }));
  shareTheme(view, live);
  shareTheme(live, view);
  return view;
}

function shareTheme(from: ViewStore, to: ViewStore): void {
  from.subscribe(({ theme }) => {
    if (theme !== to.getState().theme) to.setState({ theme });
  });
}
