import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { Command, InvalidArgumentError } from "commander";

import { throughAws } from "../targets/aws.ts";
import { callerIn } from "../targets/caller.ts";
import { prefixOfAll } from "../targets/place.ts";
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
} from "../targets/sweep.ts";
import { type Send, Unreachable } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { numberFrom } from "./numbers.ts";
import { defaultJournals, regionFrom, urlFrom } from "./target.ts";

interface SweepOptions {
  readonly journals: string;
  readonly olderThan?: number;
  readonly prefix: string;
  readonly endpoint?: string;
  readonly account?: string;
  readonly region?: string;
  readonly settleSeconds: number;
  readonly dryRun?: true;
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
    .description("delete what interrupted runs left; safe to repeat")
    .argument("[journals...]", "journals of runs (default: all in the folder of journals)")
    .option("--journals <folder>", "where the journals are", defaultJournals)
    .option(
      "--older-than <age>",
      "instead of by journals, by the tags of what is there: all of runs that began so long ago, such as 2h",
      ageFrom,
    )
    .option("--prefix <text>", "with --older-than: only names of runs that begin so", prefixOfAll)
    .option("--endpoint <url>", "with --older-than: where to look, if not at AWS")
    .option("--account <digits>", "with --older-than: the account at AWS")
    .option("--region <region>", "with --older-than: the region", regionFrom)
    .option(
      "--settle-seconds <number>",
      "how long to wait for what is changing",
      numberFrom(0),
      600,
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
      ? await plansFrom(await journalsIn(paths, options.journals))
      : await plansByAge(options, options.olderThan);
  if (plans.length === 0) process.stdout.write("nothing to sweep\n");
  for (const { remains, where } of plans)
    process.stdout.write(
      `${options.dryRun === true ? "would delete" : "deleting"} at ${where}, of run ${remains.run}: ${namesOf(remains)}\n`,
    );
  if (options.dryRun === true) return;
  for (const plan of plans) await carryOut(plan, options.settleSeconds);
}

const namesOf = ({ guests }: Remains): string =>
  guests.length === 0
    ? "whatever bears its name"
    : guests.map(({ kind, name }) => `${kind} ${name}`).join(", ");

async function carryOut({ remains, where, send, journal }: Plan, seconds: number): Promise<void> {
  const left = await sweep(send, remains, seconds, (count) =>
    process.stderr.write(`waiting for ${count} at ${where} to go\n`),
  );
  if (left.length === 0) {
    if (journal !== undefined) await forgetJournal(journal);
    process.stdout.write(`gone: all of run ${remains.run}\n`);
    return;
  }
  process.exitCode = 3;
  process.stderr.write(
    `still there, or not seen to be gone: ${left.join(" ")}; sweep again later\n`,
  );
}

/** The journals that are named, or all in the folder. Throws `Misuse`. */
async function journalsIn(
  paths: readonly string[],
  folder: string,
): Promise<readonly JournalEntry[]> {
  const found =
    paths.length > 0
      ? paths
      : (await readdir(folder).catch(() => []))
          .filter((name) => name.endsWith(".jsonl"))
          .map((name) => join(folder, name));
  return Promise.all(found.map((path) => readJournal(path))).catch((error: unknown) => {
    throw error instanceof BadJournal ? new Misuse(error.message) : error;
  });
}

async function plansFrom(journals: readonly JournalEntry[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const journal of journals) {
    if (isGoingOn(journal)) {
      process.stderr.write(
        `run ${journal.run} is going on (process ${journal.heading.process.id}): left alone\n`,
      );
      continue;
    }
    const { endpoint, region, account, target } = journal.heading;
    if (endpoint === undefined && target !== "aws")
      throw new Misuse(`${journal.path} names no place to sweep: delete it by hand`);
    plans.push({
      remains: journal,
      journal,
      where: endpoint ?? `AWS, ${region}`,
      send:
        endpoint === undefined
          ? await senderAtAws(region, account)
          : throughSdk({ region, endpoint }),
    });
  }
  return plans;
}

/** Sends to AWS, where the credentials are those of this account. Throws `Misuse`. */
async function senderAtAws(region: string, account: string | undefined): Promise<Send> {
  const caller = await callerIn(region);
  if (caller.account !== account)
    throw new Misuse(
      `account ${account} is to be swept, and the credentials are of ${caller.account}: give those of the right one`,
    );
  return throughAws({ region, account: caller.account });
}

async function plansByAge(
  { endpoint: url, account, region, prefix }: SweepOptions,
  seconds: number,
): Promise<readonly Plan[]> {
  if (region === undefined) throw new Misuse("--older-than needs --region");
  if (url === undefined && account === undefined)
    throw new Misuse("--older-than needs --account, or --endpoint where it is not AWS");
  const send =
    url === undefined
      ? await senderAtAws(region, account)
      : throughSdk({ region, endpoint: urlFrom("--endpoint", url) });
  const where = url ?? `AWS, ${region}`;
  const found = await remainsBefore(send, new Date(Date.now() - seconds * 1000), prefix);
  if (found === undefined) throw new Unreachable(`the lists at ${where} cannot be read`);
  return found.map((remains) => ({ remains, where, send }));
}
