export { makeCertificate, type Certificate } from "./certificate.ts";
export { endTogether, remember } from "./children.ts";
export { freePort } from "./free-port.ts";
export type { LogLine } from "./line-log.ts";
export {
  runLoad,
  startLoad,
  type LaneOptions,
  type Load,
  type LoadOptions,
  type LoadResult,
} from "./load.ts";
export type { LoadClient, Loss, Question } from "./load/client.ts";
export { createHttp1Client } from "./load/http1-client.ts";
export { createHttp2Client } from "./load/http2-client.ts";
export { createPipelinedClient } from "./load/pipelined-client.ts";
export type { Holdings } from "./probe/holdings.ts";
export { killAtRandom, untilServing, type KillsDone } from "./random-kills.ts";
export { pick, seeded } from "./seeded.ts";
export { openStream, type Stream } from "./stream.ts";
export {
  startSupervisor,
  type CommandAnswer,
  type Supervisor,
  type SupervisorOptions,
} from "./supervisor.ts";
