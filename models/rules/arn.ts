import type { ResourceKind } from "../resource.ts";
import { keyOf, type State } from "../state.ts";

const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

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
  `arn:${partitionOf(region)}:elasticache:${region}:${account ?? accountOf(given) ?? "<12 digits>"}:${kind}:${keyOf(id)}`;
