/** A real account as a target: read `docs/aws/README.md` first. */
export { aws, type AwsOptions } from "./targets/aws.ts";
export { type Caller, callerIn } from "./targets/caller.ts";
