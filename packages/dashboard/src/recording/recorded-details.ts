import type { Recording } from "@clusterdeck/shared";
import type { DetailSource } from "../detail/detail-source.ts";

/** All about one worker, as it was when the recording was taken: nothing follows. */
export function recordedDetails(recording: Recording): DetailSource {
  const { snapshot, details, logs, conversation = [] } = recording;
  const whole = { epoch: snapshot.epoch, isWhole: true, skipped: 0 };
  return {
    load(slot) {
      const detail = details.find((one) => one.slot === slot);
      return Promise.resolve(
        detail === undefined ? { answer: "no-such-slot" } : { answer: "found", detail },
      );
    },
    followLog(slot, reader) {
      const entries = logs.filter((entry) => entry.slot === slot);
      reader({ ...whole, entries });
      return () => {};
    },
    followConversation(slot, reader) {
      const entries =
        slot === "all"
          ? conversation.toSorted((a, b) => a.id - b.id)
          : conversation.filter((entry) => entry.slot === slot);
      reader({ ...whole, entries });
      return () => {};
    },
  };
}
