import { DROPS_TOLD_AFTER_MS } from "../log/limits.ts";
import { createStreamBudget, type OutputBudget } from "../process/output-budget.ts";
import { APP_MESSAGE_RATES } from "./limits.ts";
import { messageText, type MessageText } from "./message-text.ts";

/** What the app in one process says to its primary, as much of it as is kept. */
export interface AppMessages {
  readonly take: (payload: unknown) => void;
  readonly end: () => void;
}

export interface AppMessagesListener {
  readonly said: (message: MessageText) => void;
  readonly dropped: (messages: number) => void;
}

/** @param fleet the budget that all processes share */
export function createAppMessages(fleet: OutputBudget, listener: AppMessagesListener): AppMessages {
  const budget = createStreamBudget(fleet, APP_MESSAGE_RATES);
  let untold = 0;
  let tellLater: NodeJS.Timeout | null = null;
  const tellDropped = () => {
    if (tellLater !== null) clearTimeout(tellLater);
    tellLater = null;
    const dropped = untold;
    untold = 0;
    if (dropped > 0) listener.dropped(dropped);
  };
  return {
    take: (payload) => {
      if (!budget.isOpen(performance.now())) {
        untold += 1;
        tellLater ??= setTimeout(tellDropped, DROPS_TOLD_AFTER_MS);
        return;
      }
      tellDropped();
      const message = messageText(payload);
      budget.spend(message.length);
      listener.said(message);
    },
    end: tellDropped,
  };
}
