import { existsSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";

import type { Site } from "../models/contract/site.ts";
import { type Differing, differing } from "../properties/differing/differing.ts";
import { differingTraces } from "../properties/differing/recorded.ts";
import type { Telling } from "../properties/run/trace.ts";
import { defaultRun } from "../properties/survey.ts";
import { version } from "../properties/version.ts";
import { withoutAccounts } from "../reports/accounts.ts";
import { diffMarkdown, type DiffReport, diffText } from "../reports/diff.ts";
import { asShell } from "../reports/shell.ts";
import { shownJson } from "../reports/text.ts";
import { withoutLeaks } from "../targets/leaks.ts";
import { siteOf, type Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { writableFolder, writeWhole } from "./folder.ts";
import { interruptible, onInterrupt, sayWhatIsLeft } from "./interrupt.ts";
import { wholeFrom } from "./numbers.ts";
import { readRecordingAt } from "./record.ts";
import { defaultJournals } from "./target-options.ts";
import { chooseTarget, placeOf } from "./target.ts";
import { say, show, tell } from "./terminal.ts";

interface DiffOptions {
  readonly reset?: string;
  readonly resetOther?: string;
  readonly region?: string;
  readonly seed: number;
  readonly commands: number;
  readonly settleSeconds: number;
  readonly out: string;
}

/** `diff`: asks two targets the same, and tells in what they answer otherwise. */
export const diffCommand = (): Command =>
  new Command("diff")
    .argument("<one>", "`reference`, a URL, or a recording of `run --record`")
    .argument("<other>", "the same; two recordings are held beside each other without a request")
    .option("--reset <url>", "a URL that makes the first forget everything when posted to")
    .option("--reset-other <url>", "the same of the second")
    .option("--region <region>", "the region of both")
    .option(
      "--seed <number>",
      "where the randomness starts",
      wholeFrom(0, 2 ** 31),
      defaultRun.seed,
    )
    .option(
      "--commands <number>",
      "requests to each, to search",
      wholeFrom(1, 1_000_000),
      defaultRun.commands,
    )
    .option(
      "--settle-seconds <number>",
      "how long a changing user may take to settle",
      wholeFrom(1, 3600),
      60,
    )
    .option("--out <folder>", "where diff.json and diff.md go", "reports/out/diff")
    .action(diff);

async function diff(one: string, other: string, options: DiffOptions): Promise<void> {
  const files = ["diff.json", "diff.md"];
  await writableFolder("--out", options.out, files);
  const found = await foundBetween(one, other, options);
  const report = withoutAccounts(withoutLeaks(found));
  show(diffText(report));
  await writeWhole(join(options.out, "diff.json"), shownJson(report));
  await writeWhole(join(options.out, "diff.md"), diffMarkdown(report));
  say(files.map((name) => join(options.out, name)).join(", "));
  process.exitCode = report.differences.length > 0 ? 1 : report.cutShort === undefined ? 0 : 3;
}

const isTargetName = (what: string): boolean => what === "reference" || /^https?:\/\//.test(what);

const isRecording = (what: string): boolean => !isTargetName(what) && existsSync(what);

async function foundBetween(one: string, other: string, options: DiffOptions): Promise<DiffReport> {
  if (isRecording(one) !== isRecording(other))
    throw new Misuse("a recording is held beside another recording, and a target beside a target");
  if (isRecording(one)) {
    const [ours, theirs] = [await tellingsIn(one), await tellingsIn(other)];
    if (ours.region !== theirs.region)
      throw new Misuse(
        `${one} was recorded in ${ours.region}, and ${other} in ${theirs.region}: record both in one region`,
      );
    const { region } = ours;
    const found = differingTraces(region, ours.tellings, theirs.tellings);
    if (found === undefined)
      throw new Misuse(
        `${one} and ${other} hold no conversation that is the same: record both with the same --seed and options`,
      );
    return reportOn(found, { one, other, seed: ours.seed, site: { kind: "endpoint", region } });
  }
  let report: DiffReport | undefined;
  await interruptible(undefined, async (interruption) => {
    const target = await targetFor(one, options.reset, options);
    report = await closing(target, interruption, async () => {
      const beside = await targetFor(other, options.resetOther, options);
      const release = onInterrupt(interruption, target, beside);
      return closing(beside, interruption, async () => {
        const found = await differing(target, beside, {
          ...options,
          signal: interruption.signal,
          onProgress: progressOf(options),
        });
        const names = { one: placeOf(target), other: placeOf(beside), seed: options.seed };
        return reportOn(found, { ...names, site: siteOf(target) });
      }).finally(release);
    });
  });
  if (report === undefined) throw new Misuse("it was interrupted before anything was found");
  return report;
}

/** What is done with a target, which is left in order whatever comes of it. */
async function closing<T>(
  target: Target,
  interruption: AbortController,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } finally {
    await target.close({ hurry: interruption.signal });
    sayWhatIsLeft(target);
  }
}

/** A line every ten seconds. */
function progressOf({ commands }: DiffOptions): (sent: number, found: number) => void {
  let told = performance.now();
  return (sent, found) => {
    if (performance.now() - told < 10_000) return;
    told = performance.now();
    tell(`searching: ${sent} of ${commands} requests to each, ${found} differences`);
  };
}

const reportOn = (
  { differences, unsteady, requests, cutShort }: Differing,
  { site, ...names }: Pick<DiffReport, "one" | "other" | "seed"> & { readonly site: Site },
): DiffReport => ({
  ...(cutShort === undefined ? {} : { cutShort }),
  suite: version,
  ...names,
  requests,
  unsteady,
  differences: differences.map(
    ({ conversation, operation, name, one, other, brokenBy, question }) => ({
      operation,
      name,
      one,
      other,
      brokenBy,
      ...(question === undefined ? {} : { question }),
      commands: [...conversation],
      awsCli: asShell([...conversation], site),
    }),
  ),
});

/** The target that a word names. Throws `Misuse`. */
const targetFor = (
  what: string,
  reset: string | undefined,
  { region, settleSeconds }: DiffOptions,
): Promise<Target> => {
  if (!isTargetName(what))
    throw new Misuse(
      `${what} is neither \`reference\`, nor a URL (http://127.0.0.1:4566), nor a file that is there`,
    );
  return chooseTarget({
    mount: "direct",
    journals: defaultJournals,
    env: {},
    settleSeconds,
    ...(what === "reference" ? { target: "reference" } : { endpoint: what }),
    ...(reset === undefined ? {} : { reset }),
    ...(region === undefined ? {} : { region }),
  });
};

interface Recorded {
  readonly region: string;
  readonly seed: number;
  readonly tellings: readonly Telling[];
}

/** The conversations of the search in a recording. Throws `Misuse`. */
async function tellingsIn(file: string): Promise<Recorded> {
  const tellings: Telling[] = [];
  let region = "us-east-1";
  let seed = 0;
  await readRecordingAt(file, {
    header: (header) => {
      ({ seed } = header);
      ({ region } = header.target);
    },
    support: () => {},
    outcomes: () => {},
    telling: (telling) => {
      if (telling.phase === "search") tellings.push(telling);
    },
  });
  return { region, seed, tellings };
}
