import { EventPanel } from "../events/event-panel.tsx";
import { LanePanel } from "../lanes/lane-panel.tsx";

/** What has been in the last minutes: each slot's states, and the events. */
export default function PastPanels() {
  return (
    <>
      <LanePanel />
      <EventPanel />
    </>
  );
}
