import { Option } from "commander";

import type { formats } from "../reports/index.ts";
import { type BudgetOptions, budgetOptions } from "./budget-options.ts";
import { wholeFrom } from "./numbers.ts";
import { type TargetOptions, targetOptions } from "./target-options.ts";
import { formatsOption, verboseOption } from "./write-down.ts";

export interface RunOptions extends TargetOptions, BudgetOptions {
  readonly parallel: number;
  readonly shrinkEndpoint?: string;
  readonly shrinkReset?: string;
  readonly rules?: string;
  readonly strict?: true;
  readonly showAccounts?: true;
  readonly baseline?: string;
  readonly writeDeviations?: string;
  readonly record?: string;
  readonly formats: readonly (keyof typeof formats)[];
  readonly verbose?: true;
  readonly out?: string;
}

/** The options of `run`. */
export const runOptions: readonly Option[] = [
  new Option(
    "--parallel <number>",
    "how many conversations to hold at once, each under names of its own",
  )
    .argParser(wholeFrom(1, 256))
    .default(1),
  new Option(
    "--shrink-endpoint <url>",
    "an endpoint on which requests cost less: stories that are true there too are made shorter there",
  ),
  new Option("--shrink-reset <url>", "a URL that makes the shrink endpoint forget everything"),
  new Option("--rules <glob>", "only rules whose id fits, such as 'create-user/*'"),
  new Option("--strict", "broken `should` rules fail too"),
  new Option(
    "--show-accounts",
    "leave the account ids in the report that ARNs name: they are masked",
  ),
  new Option("--baseline <file>", "a report.json: only newly broken rules fail"),
  formatsOption(),
  verboseOption(),
  new Option(
    "--write-deviations <file>",
    "write what is broken into a list of deviations, or renew the one that is there, which is taken for --deviations too",
  ),
  new Option("--record <file>", "write every exchange down, for `judge`: a JSON document a line"),
  new Option("--out <folder>", "where to (default: reports/out/<target>)"),
  ...budgetOptions,
  ...targetOptions,
];
