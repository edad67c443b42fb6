import { busy } from "./scenes/busy.ts";
import { calm } from "./scenes/calm.ts";
import { crowd } from "./scenes/crowd.ts";
import {
  allFailed,
  firstBoot,
  otherProtocol,
  readOnly,
  stopping,
  withoutWorkers,
} from "./scenes/odd.ts";
import { reloading, reloadStopped } from "./scenes/reload.ts";
import type { World } from "./world.ts";

const SCENES = {
  calm: () => calm(4),
  eight: () => calm(8),
  busy,
  "no-workers": withoutWorkers,
  "all-failed": allFailed,
  "first-boot": firstBoot,
  "read-only": readOnly,
  reloading,
  "reload-stopped": reloadStopped,
  stopping,
  "many-calm": () => calm(64),
  compact: () => crowd(30),
  dense: () => crowd(81),
  "many-workers": () => crowd(64),
  "hundreds-of-workers": () => crowd(256),
  "other-protocol": otherProtocol,
} as const satisfies Record<string, () => World>;

export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as SceneName[];

/** A state that the page can be in, always the same. */
export function scene(name: SceneName): World {
  return SCENES[name]();
}
