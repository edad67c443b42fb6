import type { ClientMessage, ConversationMessage, LogsMessage } from "@clusterdeck/shared";
import { createCommandCenter } from "./commands/command-center.ts";
import type { DeckContextValue } from "./deck-context.ts";
import { createLiveSource } from "./detail/live-source.ts";
import { applyTheme } from "./header/applied-theme.ts";
import { createPreferenceStore } from "./preferences/preference-store.ts";
import { createSourceStore, LIVE } from "./recording/deck-source.ts";
import { createRecordingDesk } from "./recording/recording-desk.ts";
import type { RootProps } from "./root.tsx";
import { createSlotFeed } from "./socket/slot-feed.ts";
import { openStreamClient, type StreamClient } from "./socket/stream-client.ts";
import { createTokenStore, isSendableToken, takeToken, type TokenStore } from "./socket/token.ts";
import { createPageClock } from "./store/clock.ts";
import { createDeckStore, ingest, resumePoint } from "./store/deck-store.ts";
import { tellCommands } from "./toasts/tell-commands.ts";
import { createToastDesk } from "./toasts/toast-desk.ts";
import { watchStylesheets } from "./ui/stylesheets.ts";
import { createViewStore } from "./view/view-store.ts";

/** The token comes in the URL's fragment, which no server sees, and must not stay in the history. */
function adoptToken(tokens: TokenStore): void {
  const { token, hash } = takeToken(location.hash);
  if (hash !== location.hash) {
    history.replaceState(null, "", location.pathname + location.search + hash);
  }
  if (token !== null && isSendableToken(token)) tokens.try(token);
}

function compose(): RootProps {
  const clock = createPageClock(() => performance.now());
  const tokens = createTokenStore(window);
  adoptToken(tokens);
  // Opening a new link to a page that is open already changes the fragment alone.
  window.addEventListener("hashchange", () => {
    if (takeToken(location.hash).token !== null) location.reload();
  });

  const store = createDeckStore(clock.nowMs());
  const commands = createCommandCenter((message) => client.send(message));
  const send = (message: ClientMessage) => client.send(message);
  const logs = createSlotFeed<LogsMessage>("logs", send);
  const conversation = createSlotFeed<ConversationMessage>("conversation", send);
  const client: StreamClient = openStreamClient({
    tokens,
    nowMs: clock.nowMs,
    resumePoint: () => resumePoint(store),
    onConnection(connection) {
      const isBack = connection.phase === "live" && store.getState().connection.phase !== "live";
      store.setState({ connection });
      if (isBack) {
        logs.resume();
        conversation.resume();
      }
      if (connection.phase !== "live") commands.loseAll();
    },
    onBatch(batch) {
      const outcome = ingest(store, batch);
      if (batch.some(({ message }) => message.type === "metrics")) clock.beat();
      for (const { message } of batch) {
        if ("status" in message) commands.settle(message);
        else if (message.type === "logs") logs.receive(message);
        else if (message.type === "conversation") conversation.receive(message);
      }
      return outcome;
    },
  });
  const view = createViewStore(window);
  const preferences = createPreferenceStore(window);
  applyTheme(document, view, preferences);
  const toasts = createToastDesk(clock.nowMs);
  tellCommands(commands, store, toasts);
  const sources = createSourceStore();
  const recordings = createRecordingDesk({
    source: sources,
    store,
    tokens,
    toasts,
    epochMs: () => Date.now(),
  });
  const live: DeckContextValue = {
    source: LIVE,
    store,
    commands,
    client,
    details: createLiveSource(tokens.read, { logs, conversation }),
    clock,
    view,
    preferences,
    toasts,
    recordings,
  };
  return { live, sources };
}

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
watchStylesheets(document);
const page = compose();
// Apart, so that the stream is opened and its first message on the way while all that draws is read.
import("./draw.tsx").then(
  ({ draw }) => draw(root, page),
  () => {
    root.textContent = "The page could not be loaded whole. Load it again.";
  },
);
