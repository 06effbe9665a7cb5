import { Option } from "commander";

import { probeRequests } from "../properties/run/probe.ts";
import type { Shard } from "../properties/shard.ts";
import { defaultRun } from "../properties/survey.ts";
import { numberFrom, shardFrom, wholeFrom } from "./numbers.ts";

export interface BudgetOptions {
  readonly seed: number;
  readonly commands: number;
  readonly shard?: Shard;
  readonly strength: number;
  readonly untilQuiet?: number;
  readonly minutes?: number;
  readonly shrinkCommands: number;
  readonly exhaustive?: number;
}

/** The options by which a run is as long as it is. */
export const budgetOptions: readonly Option[] = [
  new Option("--seed <number>", "where the randomness starts")
    .argParser(wholeFrom(0))
    .default(defaultRun.seed),
  new Option("--commands <number>", "the most requests to send while searching")
    .argParser(wholeFrom(probeRequests))
    .default(defaultRun.commands),
  new Option(
    "--shard <i/n>",
    "hold one part of n of the conversations, with as many of --commands, and record it; `merge` joins the parts",
  ).argParser(shardFrom),
  new Option(
    "--strength <number>",
    "how many classes of values and states at a time meet in some request",
  )
    .argParser(wholeFrom(2, 4))
    .default(2),
  new Option(
    "--until-quiet <chance>",
    "end once a hundred requests more show anything new with no larger a chance (default: 0.01 on AWS, never elsewhere)",
  ).argParser(numberFrom(0, 1)),
  new Option("--minutes <number>", "the longest time to take").argParser(numberFrom(0)),
  new Option("--shrink-commands <number>", "the most requests to spend on making one story shorter")
    .argParser(wholeFrom(0))
    .default(defaultRun.shrinkCommands),
  new Option(
    "--exhaustive <number>",
    "say every conversation of up to so many commands over two users, instead of random ones",
  ).argParser(wholeFrom(1, 6)),
];
