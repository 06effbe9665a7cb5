import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { Command, InvalidArgumentError } from "commander";

import { throughAws } from "../targets/aws.ts";
import { type Gate, readOnly } from "../targets/gate.ts";
import { prefixOnce } from "../targets/run-name.ts";
import { throughSdk } from "../targets/sdk.ts";
import {
  BadJournal,
  forgetJournal,
  isGoingOn,
  type JournalEntry,
  readJournal,
  type Remains,
  remainsBefore,
  sweep,
  sweeping,
} from "../targets/sweep.ts";
import { type Send, Unreachable } from "../targets/target.ts";
import { callerAt, hidden } from "./aws.ts";
import { Misuse } from "./failure.ts";
import { exitNow, onSignals } from "./interrupt.ts";
import { numberFrom } from "./numbers.ts";
import { defaultJournals, hostsFrom, regionFrom } from "./target-options.ts";
import { say, tell } from "./terminal.ts";
import { urlFrom } from "./url.ts";

interface SweepOptions {
  readonly journals: string;
  readonly olderThan?: number;
  readonly prefix: string;
  readonly endpoint?: string;
  readonly account?: string;
  readonly region?: string;
  readonly settleSeconds: number;
  readonly dryRun?: true;
  readonly yesAt?: readonly string[];
}

/** What is to be swept, and how to get there. */
interface Plan {
  readonly remains: Remains;
  readonly where: string;
  readonly send: Send;
  readonly journal?: JournalEntry;
}

/** `sweep`: deletes what interrupted runs left, by their journals or by the tags of what is there. */
export function sweepCommand(): Command {
  return new Command("sweep")
    .argument("[journals...]", "journals of runs (default: all in the folder of journals)")
    .option("--journals <folder>", "where the journals are", defaultJournals)
    .option(
      "--older-than <age>",
      "instead of by journals, by the tags of what is there: all of runs that began so long ago, such as 2h",
      ageFrom,
    )
    .option("--prefix <text>", "with --older-than: only names of runs that begin so", prefixOnce)
    .option("--endpoint <url>", "with --older-than: where to look, if not at AWS")
    .option("--account <digits>", "with --older-than: the account at AWS")
    .option("--region <region>", "with --older-than: the region", regionFrom)
    .option(
      "--settle-seconds <number>",
      "how long to wait for what is changing",
      numberFrom(0),
      600,
    )
    .option(
      "--yes-at <hosts>",
      "hosts that stand in for AWS, because that is meant, with commas between",
      hostsFrom,
    )
    .option("--dry-run", "say what would be deleted, and delete nothing")
    .action(run);
}

const units = new Map([
  ["s", 1],
  ["m", 60],
  ["h", 3600],
  ["d", 86_400],
]);

/** An age in seconds, from text such as 2h. */
function ageFrom(text: string): number {
  const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count === undefined)
    throw new InvalidArgumentError("An age such as 90m, 2h or 1d is wanted.");
  return Number(count) * (units.get(unit) ?? 1);
}

async function run(paths: readonly string[], options: SweepOptions): Promise<void> {
  if (options.olderThan !== undefined && paths.length > 0)
    throw new Misuse("--older-than goes by tags, not by journals: leave one out");
  const plans =
    options.olderThan === undefined
      ? await plansFrom(await journalsIn(paths, options.journals), options)
      : await plansByAge(options, options.olderThan);
  if (plans.length === 0 && process.exitCode === undefined) say("nothing to sweep");
  for (const { remains, where } of plans)
    say(
      `${options.dryRun === true ? "would delete" : "deleting"} at ${where}, of run ${remains.run}: ${namesOf(remains)}`,
    );
  if (options.dryRun === true) return;
  const hurry = new AbortController();
  const release = onSignals(() => {
    if (hurry.signal.aborted) exitNow(130);
    hurry.abort();
    tell("stopping within ten seconds; once more stops at once");
  });
  try {
    for (const plan of plans) await carryOut(plan, options.settleSeconds, hurry.signal);
  } finally {
    release();
  }
}

/** Says what could not be done; what can be done is done all the same, and the program ends with exit code 3. */
function fail(what: string): void {
  tell(what);
  process.exitCode = 3;
}

const namesOf = ({ owned }: Remains): string =>
  owned.length === 0
    ? "whatever bears its name"
    : owned.map(({ kind, name }) => `${kind} ${name}`).join(", ");

async function carryOut(
  { remains, where, send, journal }: Plan,
  seconds: number,
  hurry: AbortSignal,
): Promise<void> {
  const { left, isSeen } = await sweep(send, remains, seconds, {
    hurry,
    onWait: (count, waited) => tell(`waiting for ${count} at ${where} to go (${waited} s)`),
  });
  if (isSeen) {
    if (journal !== undefined) await forgetJournal(journal);
    say(`gone: all of run ${remains.run}`);
    return;
  }
  fail(
    left.length === 0
      ? `the lists at ${where} cannot be read to their end: nobody can say whether run ${remains.run} left anything; sweep again later`
      : `still there, or not seen to be gone: ${left.join(" ")}; sweep again later`,
  );
}

/**
 * The journals that are named, or all in the folder; one that is none is told, and the others are read all the same.
 * Throws `Misuse`.
 */
async function journalsIn(
  paths: readonly string[],
  folder: string,
): Promise<readonly JournalEntry[]> {
  for (const path of paths)
    if (!existsSync(path)) throw new Misuse(`no journal can be read at ${path}: there is none`);
  const found = paths.length > 0 ? paths : await journalsOf(folder);
  const journals: JournalEntry[] = [];
  for (const path of found)
    try {
      journals.push(await readJournal(path));
    } catch (error) {
      if (!(error instanceof BadJournal)) throw error;
      fail(`${error.message}; what its run left can be found with --older-than, or by hand`);
    }
  return journals;
}

async function journalsOf(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => name.endsWith(".jsonl")).map((name) => join(folder, name));
  } catch (error) {
    throw new Misuse(
      `no journals can be read in ${folder} (${error instanceof Error ? error.message : String(error)}); name a folder with --journals, or the journals themselves`,
    );
  }
}

async function plansFrom(
  journals: readonly JournalEntry[],
  options: SweepOptions,
): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const journal of journals) {
    if (isGoingOn(journal)) {
      tell(`run ${journal.run} is going on (process ${journal.heading.process.id}): left alone`);
      continue;
    }
    const { endpoint, region, account, target } = journal.heading;
    if (endpoint === undefined && target !== "aws") {
      fail(`${journal.path} names no place to sweep: delete it by hand`);
      continue;
    }
    try {
      const gate = sweeping(journal.run);
      plans.push({
        remains: journal,
        journal,
        where: endpoint ?? `AWS, ${region}`,
        send:
          endpoint === undefined
            ? await senderAtAws(region, account, options, gate)
            : throughSdk({
                region,
                endpoint: urlFrom("the endpoint of a journal", endpoint),
                gate,
              }),
      });
    } catch (error) {
      if (!(error instanceof Misuse || error instanceof Unreachable)) throw error;
      fail(`${journal.path}: ${error.message}`);
    }
  }
  return plans;
}

/** Sends to AWS, where the credentials are those of this account. Throws `Misuse`, and `Unreachable`. */
async function senderAtAws(
  region: string,
  account: string | undefined,
  { yesAt }: SweepOptions,
  gate: Gate,
): Promise<Send> {
  const caller = await callerAt(region, yesAt);
  if (account === undefined || caller.account !== account)
    throw new Misuse(
      `account ${account === undefined ? "(none is named)" : hidden(account)} is to be swept, and the credentials are of ${hidden(caller.account)}: give those of the right one`,
    );
  return throughAws({ region, account, gate, hosts: yesAt });
}

async function plansByAge(options: SweepOptions, seconds: number): Promise<readonly Plan[]> {
  const { endpoint: url, account, region, prefix } = options;
  if (region === undefined) throw new Misuse("--older-than needs --region");
  if (url === undefined && account === undefined)
    throw new Misuse("--older-than needs --account, or --endpoint where it is not AWS");
  const through = async (gate: Gate): Promise<Send> =>
    url === undefined
      ? senderAtAws(region, account, options, gate)
      : throughSdk({ region, endpoint: urlFrom("--endpoint", url), gate });
  const where = url ?? `AWS, ${region}`;
  // Nothing is changed while it is looked whose what is: only then it is known what a sweep may change.
  const found = await remainsBefore(
    await through(readOnly),
    new Date(Date.now() - seconds * 1000),
    prefix,
  );
  if (found === undefined) throw new Unreachable(`the lists at ${where} cannot be read`);
  if (found.unknown.length > 0)
    fail(
      `of ${found.unknown.length} that bear a name like ours the tags cannot be read, so that they are left alone: ${found.unknown.slice(0, 10).join(" ")}`,
    );
  const plans: Plan[] = [];
  for (const remains of found.remains)
    plans.push({ remains, where, send: await through(sweeping(remains.run)) });
  return plans;
}
