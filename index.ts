export type { Command } from "./models/contract/contract.ts";
export { allRules, openQuestions } from "./models/operations/index.ts";
export { type ConversationOptions, conversations } from "./properties/arbitrary.ts";
export { replay, type Replayed, type ReplayOptions } from "./properties/replaying.ts";
export type { SurveyOptions } from "./properties/options.ts";
export { survey } from "./properties/survey.ts";
export { formats } from "./reports/index.ts";
export { type Report, reportSchema } from "./reports/report.ts";
export { exitCodeOf, type Ruling, rulingOn, type VerdictOptions } from "./reports/verdict.ts";
export { aws, type AwsOptions } from "./targets/aws.ts";
export { type Caller, callerIn } from "./targets/caller.ts";
export {
  type Adapter,
  client,
  type ClientOptions,
  Refusal,
  Unsupported,
} from "./targets/client.ts";
export { container, type ContainerOptions } from "./targets/container.ts";
export { endpoint, type EndpointOptions } from "./targets/endpoint.ts";
export { guarded, type GuardedOptions } from "./targets/guarded.ts";
export { handlers, type HandlersOptions } from "./targets/handlers.ts";
export { type Preset, presets } from "./targets/presets.ts";
export { reference, type ReferenceTargetOptions } from "./targets/reference/index.ts";
export { asHandlers, referenceHandlers } from "./targets/reference/handlers.ts";
export { listen } from "./targets/reference/mount.ts";
export { createReference, type ReferenceOptions } from "./targets/reference/service.ts";
export { roughRoad, type RoughRoad, type RoughRoadOptions } from "./targets/rough-road.ts";
export { type Deviation, type Session, type Target, Unreachable } from "./targets/target.ts";
