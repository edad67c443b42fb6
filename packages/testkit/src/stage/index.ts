export { succeeded, refused } from "./answers.ts";
export {
  eventsOf,
  exitOf,
  linesOf,
  pidOf,
  roleOf,
  served,
  type Moment,
  type Role,
} from "./cast.ts";
export { recordingOf } from "./details.ts";
export { crashed, recovered } from "./incidents.ts";
export { fillEvents, liveThrough, pageHoldings, type PageHoldings } from "./long-run.ts";
export type { News } from "./passing.ts";
export { scene, SCENE_NAMES, type SceneName } from "./scenes.ts";
export { openStage, type Stage } from "./stage.ts";
export { SCENE_AT, snapshotOf, type World } from "./world.ts";
export { worldOf, type Setting } from "./world-of.ts";
