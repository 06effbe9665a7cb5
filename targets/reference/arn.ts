import type { Call } from "./store.ts";

export const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

/** The ARN of a user or a group (F044, F185). */
export const arnAt = (
  { region, account }: Pick<Call, "region" | "account">,
  kind: "user" | "usergroup",
  id: string,
): string => `arn:${partitionOf(region)}:elasticache:${region}:${account}:${kind}:${id}`;
