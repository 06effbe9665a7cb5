import { join } from "node:path";

import { InvalidArgumentError, Option } from "commander";

import { defaultRun } from "../properties/survey.ts";
import { type Mount, mounts } from "../targets/reference/index.ts";
import { numberFrom, wholeFrom } from "./numbers.ts";

export interface TargetOptions {
  readonly config?: string;
  readonly target?: string;
  readonly endpoint?: string;
  readonly mount: Mount;
  readonly region?: string;
  readonly account?: string;
  readonly yes?: true;
  readonly yesAt?: readonly string[];
  readonly clientSeconds?: number;
  readonly maxUsers?: number;
  readonly maxRequests?: number;
  readonly journals: string;
  readonly reset?: string;
  readonly otherAccessKey?: string;
  readonly client?: string;
  readonly sdk?: string;
  readonly image?: string;
  readonly port?: number;
  readonly env: Readonly<Record<string, string>>;
  readonly deviations?: string;
  readonly settleSeconds: number;
  readonly parallel?: number;
}

/** The targets that there are without any being configured. */
export const targetNames: readonly string[] = [
  "reference",
  "endpoint",
  "moto",
  "ministack",
  "localstack",
  "floci",
  "fakecloud",
  "robotocore",
  "container",
  "client",
  "aws",
];

/** Where runs write down what they make. */
export const defaultJournals = join("reports", "out", "journals");

/** The options by which every command chooses its target. */
export const targetOptions: readonly Option[] = [
  new Option(
    "--config <file>",
    "where targets and options are configured (default: conformance.config.ts, .js or .json, where one is there)",
  ),
  new Option(
    "--target <name>",
    `who is held to the contract: one that is configured, or ${targetNames.join(", ")} (default: reference)`,
  ),
  new Option("--endpoint <url>", "any URL that claims to be the API; implies --target endpoint"),
  new Option("--reset <url>", "a URL that makes the endpoint forget everything when posted to"),
  new Option(
    "--other-access-key <key>",
    "the access key of a second account, where the endpoint tells accounts apart by it",
  ),
  new Option(
    "--client <module>",
    "a module whose `adapter` stands between: a client library of your own, on the reference or on --endpoint",
  ),
  new Option("--image <name>", "a container image with its tag; implies --target container"),
  new Option("--port <number>", "the port on which the image answers, inside").argParser(
    wholeFrom(1, 65_535),
  ),
  new Option("--env <name=value>", "a variable for the container; may be given several times")
    .argParser(envFrom)
    .default({}, "none"),
  new Option("--mount <how>", "how the reference is reached").choices(mounts).default("direct"),
  new Option("--region <region>", "the region to speak to (default: us-east-1)").argParser(
    regionFrom,
  ),
  new Option("--account <digits>", "the account to work in, with --target aws").argParser(
    accountFrom,
  ),
  new Option("--yes", "with --target aws: begin without asking"),
  new Option(
    "--yes-at <hosts>",
    "with --target aws: hosts that stand in for AWS, because that is meant, with commas between",
  ).argParser(hostsFrom),
  new Option(
    "--client-seconds <number>",
    "how long a function of the client may take (default: 30)",
  ).argParser(numberFrom(0.001, 86_400)),
  new Option("--max-users <number>", "the most users and groups of ours at any moment").argParser(
    wholeFrom(2),
  ),
  new Option(
    "--max-requests <number>",
    "the most requests of all, those to clean up and those sent again among them",
  ).argParser(wholeFrom(60)),
  new Option("--journals <folder>", "where it is written down what is made, for `sweep`").default(
    defaultJournals,
  ),
  new Option(
    "--sdk <package>",
    "an installed package in place of @aws-sdk/client-elasticache: another version of it, by an alias",
  ),
  new Option("--deviations <file>", "rules that the target is known to break, with reasons"),
  new Option("--settle-seconds <number>", "how long a changing user may take to settle")
    .argParser(numberFrom(0))
    .default(defaultRun.settleSeconds),
];

export function regionFrom(text: string): string {
  if (/^[a-z]+(?:-[a-z0-9]+)+$/.test(text)) return text;
  throw new InvalidArgumentError("A region such as us-east-1 is wanted.");
}

/** Hosts with their ports, such as 127.0.0.1:4566. */
export function hostsFrom(text: string): readonly string[] {
  const hosts = text.split(",");
  if (hosts.every((host) => /^[\w.-]+(?::\d+)?$|^\[[\da-f:]+\](?::\d+)?$/i.test(host)))
    return hosts;
  throw new InvalidArgumentError("Hosts such as 127.0.0.1:4566 are wanted, with commas between.");
}

function envFrom(
  text: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [name = "", ...value] = text.split("=");
  if (name === "" || value.length === 0)
    throw new InvalidArgumentError("A variable such as NAME=value is wanted.");
  return { ...before, [name]: value.join("=") };
}

function accountFrom(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new InvalidArgumentError("Twelve digits are wanted.");
}
