import {
  openStage,
  scene,
  type SceneName,
  type Stage,
  type World,
} from "@clusterdeck/testkit/stage";

/** @param world a scene's name, or one that a test has made */
export function setStage(world: SceneName | World): Promise<Stage> {
  return openStage(typeof world === "string" ? scene(world) : world);
}
