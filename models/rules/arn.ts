import { type State } from "../belief/state.ts";
import type { ResourceKind } from "../contract/placeholder.ts";
import { keyOf } from "../contract/resource.ts";

/** The partition of a region; nothing for regions of which no fact says which they belong to. */
const partitionOf = (region: string): string | undefined => {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return /^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?!iso)[a-z]+-\d+$/.test(region) ? "aws" : undefined;
};

const givenPartition = (arn: string | undefined): string | undefined =>
  /^arn:(aws[a-z-]*):/.exec(arn ?? "")?.[1];

/** The twelve digits in an ARN of ElastiCache. */
export const accountOf = (arn: string | undefined): string | undefined =>
  /^arn:[^:]*:elasticache:[^:]*:(\d{12}):/.exec(arn ?? "")?.[1];

/** The ARN that a resource must have (F044, F185); the account is the caller's, whichever it is, but always the same. */
export const arnWanted = (
  { region, account }: State,
  kind: ResourceKind,
  id: string | undefined,
  given: string | undefined,
): string =>
  `arn:${partitionOf(region) ?? givenPartition(given) ?? "aws"}:elasticache:${region}:${account ?? accountOf(given) ?? "<12 digits>"}:${kind}:${keyOf(id)}`;
