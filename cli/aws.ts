import { createInterface } from "node:readline/promises";

import { aws } from "../targets/aws.ts";
import { type Caller, callerIn, Elsewhere } from "../targets/caller.ts";
import type { Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { writableFolder } from "./folder.ts";
import type { TargetOptions } from "./target-options.ts";
import { tell } from "./terminal.ts";

/** The most users and groups of ours at any moment, unless said. */
const defaultMostLive = 100;

/** Real AWS, once it is certain that it is the account which is meant, and that it is wanted. Throws `Misuse`. */
export async function awsFrom(
  options: TargetOptions,
  deviations: Target["deviations"],
): Promise<Target> {
  const { account, region, maxUsers = defaultMostLive, maxRequests } = options;
  if (account === undefined)
    throw new Misuse(
      "--target aws needs --account with twelve digits: nothing is made in an account that is not named",
    );
  if (region === undefined) throw new Misuse("--target aws needs --region");
  for (const [option, value] of [
    ["--endpoint", options.endpoint],
    ["--reset", options.reset],
    ["--other-access-key", options.otherAccessKey],
    ["--client", options.client],
  ] as const)
    if (value !== undefined) throw new Misuse(`${option} is not for --target aws: leave it out`);
  await writableFolder("--journals", options.journals);
  const caller = await callerAt(region, options.yesAt);
  if (caller.account !== account)
    throw new Misuse(
      `--account ${hidden(account)} was asked for, and the credentials are of ${hidden(caller.account)}: nothing was sent`,
    );
  const elsewhere = process.env["AWS_ENDPOINT_URL_ELASTICACHE"] ?? process.env["AWS_ENDPOINT_URL"];
  tell(
    `in account ${hidden(account)}, ${region}${elsewhere === undefined ? "" : ` (at ${elsewhere}, says the environment)`}${process.stderr.isTTY ? `, as ${caller.arn}` : ""}:\n` +
      `users and user groups are made under names that begin with ec and eight digits, at most ${maxUsers} at any moment, with the tag elasticache-conformance; ` +
      `${maxRequests === undefined ? "" : `at most ${maxRequests} requests are sent; `}nothing else is changed, and all of it is deleted at the end`,
  );
  if (options.yes !== true) await confirm(account);
  return aws({
    region,
    account,
    deviations,
    journals: options.journals,
    mostLive: maxUsers,
    mostRequests: maxRequests,
    farewellSeconds: options.settleSeconds,
    hosts: options.yesAt ?? [],
  });
}

/** Whose account it is: in full on a terminal, by its last digits in a log, which others may read. */
export const hidden = (account: string): string =>
  process.stderr.isTTY ? account : `…${account.slice(-4)}`;

/** Whose credentials the AWS SDKs find. Throws `Misuse` where that would not be asked at AWS, and `Unreachable`. */
export async function callerAt(
  region: string,
  hosts: readonly string[] | undefined,
): Promise<Caller> {
  try {
    return await callerIn(region, hosts);
  } catch (error) {
    throw error instanceof Elsewhere ? new Misuse(error.message) : error;
  }
}

/** Asks for the account once more. Throws `Misuse` where nobody can be asked, or the answer is another. */
async function confirm(account: string): Promise<void> {
  if (!process.stdin.isTTY)
    throw new Misuse("nobody can be asked whether this is wanted: give --yes if it is");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const typed = await lines.question("type the account to begin: ");
  lines.close();
  if (typed.trim() !== account)
    throw new Misuse(`${typed.trim()} is not ${account}: nothing was sent`);
}
