import { useCommandStatus } from "../deck-context.ts";
import { CommandFailure } from "../ui/notice.tsx";

/** Why what was asked of a worker was not done. */
export function WorkerFailures({ slot }: { slot: number }) {
  const kill = useCommandStatus(`kill:${slot}`);
  const restart = useCommandStatus(`restart:${slot}`);
  const retry = useCommandStatus(`retry:${slot}`);
  return (
    <>
      <CommandFailure status={kill} />
      <CommandFailure status={restart} />
      <CommandFailure status={retry} />
    </>
  );
}
