import type { SharedAccess } from "../shared-state/access.ts";
import { createHearers } from "../shared-state/hearers.ts";
import { objection } from "../shared-state/request.ts";
import { createStore } from "../shared-state/store.ts";

/** The same within one process, for an app that runs without a supervisor. */
export function createLocalAccess(): SharedAccess {
  const store = createStore();
  let hears = false;
  const hearers = createHearers((next) => {
    hears = next;
  });
  return {
    ask: async (request) => {
      if (request.op !== "broadcast") return store.apply(request);
      const refused = objection(request);
      if (refused !== null) return refused;
      hearers.tell(request.message);
      return { value: hears ? 1 : 0 };
    },
    hear: hearers.add,
  };
}
