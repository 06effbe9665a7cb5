import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { Command } from "commander";

import { BadRecording, readRecording } from "../properties/check/recording.ts";
import { type Differing, differing } from "../properties/differing/differing.ts";
import { differingTraces } from "../properties/differing/recorded.ts";
import type { Telling } from "../properties/run/trace.ts";
import { defaultRun } from "../properties/survey.ts";
import { withoutAccounts } from "../reports/accounts.ts";
import { diffMarkdown, type DiffReport, diffText } from "../reports/diff.ts";
import { asShell } from "../reports/shell.ts";
import { visibleJson } from "../reports/text.ts";
import { withoutLeaks } from "../targets/leaks.ts";
import { siteOf, type Target } from "../targets/target.ts";
import { Misuse } from "./failure.ts";
import { writableFolder, writeWhole } from "./folder.ts";
import { interruptible, onInterrupt } from "./interrupt.ts";
import { wholeFrom } from "./numbers.ts";
import { defaultJournals } from "./target-options.ts";
import { chooseTarget } from "./target.ts";
import { say, show, tell } from "./terminal.ts";
import { version } from "./version.ts";

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
    .description(
      "ask two targets the same, and tell in what they answer otherwise, and with which of them the contract sides",
    )
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
  await writeWhole(
    join(options.out, "diff.json"),
    `${visibleJson(JSON.stringify(report, null, 2))}\n`,
  );
  await writeWhole(join(options.out, "diff.md"), diffMarkdown(report));
  say(files.map((name) => join(options.out, name)).join(", "));
  process.exitCode = report.differences.length === 0 ? 0 : 1;
}

const isRecording = (what: string): boolean => existsSync(what);

async function foundBetween(one: string, other: string, options: DiffOptions): Promise<DiffReport> {
  if (isRecording(one) !== isRecording(other))
    throw new Misuse("a recording is held beside another recording, and a target beside a target");
  if (isRecording(one)) {
    const [ours, theirs] = [await tellingsIn(one), await tellingsIn(other)];
    const found = differingTraces(options.region ?? "us-east-1", ours, theirs);
    if (found === undefined)
      throw new Misuse(
        `${one} and ${other} hold no conversation that is the same: record both with the same --seed and options`,
      );
    return reportOn(found, { one, other, seed: options.seed });
  }
  let report: DiffReport | undefined;
  await interruptible(undefined, async (interruption) => {
    const target = await targetFor(one, options.reset, options);
    const beside = await targetFor(other, options.resetOther, options);
    const release = onInterrupt(interruption, target);
    let told = performance.now();
    try {
      const found = await differing(target, beside, {
        ...options,
        signal: interruption.signal,
        onProgress: (sent, count) => {
          if (performance.now() - told < 10_000) return;
          told = performance.now();
          tell(`searching: ${sent} of ${options.commands} requests to each, ${count} differences`);
        },
      });
      report = reportOn(found, {
        one: nameOf(target),
        other: nameOf(beside),
        seed: options.seed,
        target,
      });
    } finally {
      await target.close({ hurry: interruption.signal });
      await beside.close({ hurry: interruption.signal });
      release();
    }
  });
  if (report === undefined) throw new Misuse("it was interrupted before anything was found");
  return report;
}

const nameOf = ({ name, endpoint }: Target): string => endpoint ?? name;

const reportOn = (
  { differences, unsteady, requests }: Differing,
  { target, ...names }: Pick<DiffReport, "one" | "other" | "seed"> & { readonly target?: Target },
): DiffReport => ({
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
      awsCli: asShell(
        [...conversation],
        target === undefined ? { kind: "endpoint", region: "us-east-1" } : siteOf(target),
      ),
    }),
  ),
});

/** The target that a word names. Throws `Misuse`. */
const targetFor = (
  what: string,
  reset: string | undefined,
  { region, settleSeconds }: DiffOptions,
): Promise<Target> => {
  if (what !== "reference" && !/^https?:\/\//.test(what))
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

/** The conversations of the search in a recording. Throws `Misuse`. */
async function tellingsIn(file: string): Promise<readonly Telling[]> {
  const tellings: Telling[] = [];
  try {
    await readRecording(createInterface({ input: createReadStream(file), crlfDelay: Infinity }), {
      header: () => {},
      support: () => {},
      outcomes: () => {},
      telling: (telling) => {
        if (telling.phase === "search") tellings.push(telling);
      },
    });
  } catch (error) {
    if (error instanceof BadRecording) throw new Misuse(`${file}: ${error.message}`);
    throw error;
  }
  return tellings;
}
