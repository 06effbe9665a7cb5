import type { Command, OperationName } from "../models/contract/contract.ts";
import { type ArnForm, arnIn } from "../models/contract/placeholder.ts";
import { type Loss, unsent } from "./loss.ts";

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

/**
 * The command with the ARN in that its text stands for. Where nobody knows the account yet, it is asked for: every account
 * has users from the start, whose ARNs say which it is. Where no answer names it, the command is not to be sent.
 */
export async function withArnOf<K extends OperationName>(
  command: Command<K>,
  region: string,
  accountOf: () => string | undefined,
  ask: (command: Command<"DescribeUsers">) => Promise<unknown>,
): Promise<Command<K> | Loss> {
  const { input } = command;
  if (!("ResourceName" in input) || arnIn(input.ResourceName) === undefined) return command;
  if (accountOf() === undefined) await ask({ operation: "DescribeUsers", input: {} });
  const account = accountOf();
  if (account === undefined) return unsent("no ARN was answered that names the account");
  const ResourceName = withArn(input.ResourceName ?? "", { region, account });
  return { ...command, input: { ...input, ResourceName } };
}

/** The account that an ARN of ElastiCache in this text names. */
export const accountIn = (text: string): string | undefined =>
  /arn:[a-z-]*:elasticache:[a-z0-9-]*:(\d{12}):/.exec(text)?.[1];
