export type { Config } from "./cli/config.ts";
export type { Command } from "./models/contract/contract.ts";
export { allRules, openQuestions } from "./models/operations/index.ts";
export { type ConversationOptions, conversations } from "./properties/arbitrary.ts";
export { replay, type Replayed, type ReplayOptions } from "./properties/replaying.ts";
export type { SurveyOptions } from "./properties/options.ts";
export { defaultRun, survey } from "./properties/survey.ts";
export { version } from "./properties/version.ts";
export { formats } from "./reports/index.ts";
export { type Report, reportSchema } from "./reports/report.ts";
export { exitCodeOf, type Ruling, rulingOn, type VerdictOptions } from "./reports/verdict.ts";
export {
  type Adapter,
  client,
  type ClientOptions,
  Refusal,
  Unsupported,
} from "./targets/client.ts";
export { endpoint, type EndpointOptions } from "./targets/endpoint.ts";
export { guarded, type GuardedOptions } from "./targets/guarded.ts";
export { reference, type ReferenceTargetOptions } from "./targets/reference/index.ts";
export { roughRoad, type RoughRoad, type RoughRoadOptions } from "./targets/rough-road.ts";
export { type Deviation, type Session, type Target, Unreachable } from "./targets/target.ts";
