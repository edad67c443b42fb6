import { startTransition, useEffect, useReducer } from "react";
import { useDeckContext } from "../../deck-context.ts";
import { EMPTY_LOG, logAfter, type LogBuffer } from "./log-buffer.ts";

/** What a slot has written and writes, for as long as it is shown. */
export function useWorkerLog(slot: number): LogBuffer {
  const { details } = useDeckContext();
  const [log, tell] = useReducer(logAfter, EMPTY_LOG);
  useEffect(
    // A flood is drawn in between of what a person does.
    () => details.followLog(slot, (news) => startTransition(() => tell(news))),
    [details, slot],
  );
  return log;
}
