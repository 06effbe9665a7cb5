import { withArn } from "../models/contract/arn.ts";
import type { Command, OperationName } from "../models/contract/contract.ts";
import { arnIn } from "../models/contract/placeholder.ts";
import { type Loss, unsent } from "./loss.ts";

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
