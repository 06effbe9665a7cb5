import { type ArnForm, arnIn } from "./placeholder.ts";

/** What the placeholders for ARNs are filled in with. */
export interface Caller {
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

/** The partition that a region is of (F044). */
export const partitionOf = (region: string): string =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";

type Write = (caller: Caller, kind: string, id: string) => string;

const right: Write = ({ region, account }, kind, id) =>
  `arn:${partitionOf(region)}:elasticache:${region}:${account}:${kind}:${id}`;

/** The right ARN (F044, F185), and ARNs that are wrong in one part. */
const forms: Readonly<Record<ArnForm, Write>> = {
  arn: right,
  "arn-with-slash": (caller, kind, id) => right(caller, kind, id).replace(`:${kind}:`, `:${kind}/`),
  "arn-of-other-partition": ({ region, account }, kind, id) =>
    `arn:${partitionOf(region) === "aws" ? "aws-cn" : "aws"}:elasticache:${region}:${account}:${kind}:${id}`,
  "arn-of-other-region": ({ region, account }, kind, id) =>
    right(
      { region: region === "eu-west-1" ? "us-east-1" : "eu-west-1", account },
      kind,
      id,
    ).replace(/^arn:[^:]*/, `arn:${partitionOf(region)}`),
  "arn-of-other-type": (caller, kind, id) =>
    right(caller, kind, id).replace(`:${kind}:`, ":nosuch:"),
  "arn-of-other-service": (caller, kind, id) =>
    right(caller, kind, id).replace(":elasticache:", ":memorydb:"),
  "arn-of-other-account": ({ region }, kind, id) =>
    right({ region, account: "999999999999" }, kind, id),
};

/** Puts the ARN in that a text stands for; other texts stay as they are. */
export function withArn(name: string, caller: Caller): string {
  const arn = arnIn(name);
  return arn === undefined ? name : forms[arn.form](caller, arn.kind, arn.id);
}
