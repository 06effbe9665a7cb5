import { existsSync } from "node:fs";
import { basename, dirname, join, matchesGlob, resolve } from "node:path";

import { Command } from "commander";

import { allRules } from "../models/operations/index.ts";
import { survey } from "../properties/survey.ts";
import { sdkVersion } from "../properties/version.ts";
import type { Report } from "../reports/report.ts";
import type { DeviationList } from "../targets/deviations/read.ts";
import type { Target } from "../targets/target.ts";
import { againBy } from "./again.ts";
import { configure } from "./config.ts";
import { listIn, renewed } from "./deviations.ts";
import { Misuse } from "./failure.ts";
import { writableFolder, writeWhole } from "./folder.ts";
import { interruptible, onInterrupt, sayWhatIsLeft } from "./interrupt.ts";
import { nearest } from "./nearest.ts";
import { progressOn } from "./progress.ts";
import { recordingName, recordingOf } from "./record.ts";
import { type RunOptions, runOptions } from "./run-options.ts";
import { chooseTarget, cheapTarget } from "./target.ts";
import { say, tell } from "./terminal.ts";
import { pathsOf, readReport, withVersions, writeDown } from "./write-down.ts";

/** `run`: surveys one target and writes the report. */
export function runCommand(): Command {
  const command = new Command("run").hook("preAction", (_, asked) => configure(asked));
  for (const option of runOptions) command.addOption(option);
  // It is what is done where no command is named: so a wrong one comes here.
  return command.allowExcessArguments(true).action(async (options: RunOptions) => {
    const [wrong] = command.args;
    if (wrong !== undefined)
      throw new Misuse(
        `there is no command ${wrong}${nearest(wrong, commandNames(command))}; --help lists them`,
      );
    await run(options);
  });
}

const commandNames = ({ parent }: Command): readonly string[] =>
  (parent?.commands ?? []).map((one) => one.name());

/** Every name by which rules can be asked for: their own, and those of their families. */
const ruleNames = (): readonly string[] => {
  const ids = allRules.map(({ id }) => id);
  return [...new Set([...ids, ...ids.map((id) => id.replace(/\/.*/, "/*"))])];
};

async function run(options: RunOptions): Promise<void> {
  const { rules } = options;
  if (rules !== undefined && !allRules.some(({ id }) => matchesGlob(id, rules)))
    throw new Misuse(
      `no rule fits --rules ${rules}${nearest(rules, ruleNames())}; \`rules\` lists them all`,
    );
  mustGoTogether(options);
  const baseline = options.baseline === undefined ? undefined : await readReport(options.baseline);
  const list = await listToRenew(options);
  const { deviations = list.isThere ? options.writeDeviations : undefined } = options;
  const chosen = { ...options, ...(deviations === undefined ? {} : { deviations }) };
  await interruptible(options.client, async (interruption) => {
    const target = await chooseTarget(chosen);
    const placed = { ...chosen, ...placesOf(target, chosen) };
    const out = await closedUnless(target, () => readyFor(target, placed));
    const report = await surveyed(target, placed, baseline, interruption);
    await writeDown(report, placed, out);
    await writeList(report, placed, list.known);
    if (placed.shard !== undefined) say(`${placed.record ?? out}: for \`merge\``);
  });
}

/** Throws `Misuse` where of two options each asks for what the other leaves out. */
function mustGoTogether({ shard, exhaustive, writeDeviations }: RunOptions): void {
  if (shard === undefined) return;
  if (exhaustive !== undefined)
    throw new Misuse(
      "--shard splits random conversations, and --exhaustive holds none: leave one out",
    );
  if (writeDeviations !== undefined)
    throw new Misuse(
      "--write-deviations lists what a whole run finds, and --shard holds a part of one: leave one out",
    );
}

/** Where the report goes, and the recording of a shard, from which `merge` joins the parts. */
function placesOf(
  { name }: Target,
  { out, shard, record }: RunOptions,
): { readonly out: string; readonly record?: string } {
  const whole = join("reports", "out", name);
  const folder = out ?? (shard === undefined ? whole : join(whole, `shard-${shard.index}`));
  const recorded = record ?? (shard === undefined ? undefined : join(folder, recordingName));
  return { out: folder, ...(recorded === undefined ? {} : { record: recorded }) };
}

interface ListToRenew {
  readonly isThere: boolean;
  readonly known: DeviationList | undefined;
}

/** The list that is to be renewed, if it is there. Throws `Misuse` where it is none, or cannot be written. */
async function listToRenew({ writeDeviations: path }: RunOptions): Promise<ListToRenew> {
  if (path === undefined) return { isThere: false, known: undefined };
  await writableFolder("--write-deviations", dirname(path), [basename(path)]);
  return existsSync(path)
    ? { isThere: true, known: await listIn(path) }
    : { isThere: false, known: undefined };
}

/** Writes the list of deviations, where that is wanted and the run came to its end. */
async function writeList(
  report: Report,
  { writeDeviations: path }: RunOptions,
  known: DeviationList | undefined,
): Promise<void> {
  if (path === undefined) return;
  if (report.inconclusive !== undefined) {
    tell(`${path} is left as it was: the run proves nothing (${report.inconclusive})`);
    return;
  }
  const list = renewed(known, report);
  await writeWhole(path, `${JSON.stringify(list, null, 2)}\n`);
  say(`${path}: ${list.deviations.length} deviations`);
}

/** Looks whether all is there for a run. Returns the folder for its report. Throws `Misuse`. */
async function readyFor(
  target: Target,
  options: RunOptions & { readonly out: string },
): Promise<string> {
  if (options.parallel > 1 && target.takesMany !== true)
    throw new Misuse(
      `--parallel ${options.parallel} cannot be had: ${target.name} takes one conversation at a time when mounted by ${options.mount}`,
    );
  const { out } = options;
  mustDiffer(options, out);
  if (options.record !== undefined)
    await writableFolder("--record", dirname(options.record), [basename(options.record)]);
  return writableFolder(
    "--out",
    out,
    options.formats.flatMap((name) => pathsOf(name)),
  );
}

/** Throws `Misuse` where what is written would go over what is read, or over another thing that is written. */
function mustDiffer(
  { record, writeDeviations, deviations, baseline, formats: chosen }: RunOptions,
  out: string,
): void {
  const written = [
    ["--record", record],
    ["--write-deviations", writeDeviations],
    ...chosen
      .flatMap((name) => pathsOf(name))
      .map((path) => ["the report", join(out, path)] as const),
  ] as const;
  const read = [
    ["--deviations", deviations === writeDeviations ? undefined : deviations],
    ["--baseline", baseline],
  ] as const;
  const seen = new Map<string, string>();
  for (const [what, path] of [...written, ...read]) {
    if (path === undefined) continue;
    const known = seen.get(resolve(path));
    // A report may be held against the one that it takes the place of.
    const isOwn = what === "--baseline" && known === "the report";
    if (known !== undefined && !isOwn)
      throw new Misuse(`${known} and ${what} are one file, ${path}: name another for one of them`);
    seen.set(resolve(path), what);
  }
}

/** What is made; where that fails, the target is closed first: it may listen, or be a container. */
async function closedUnless<T>(target: Target, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    await target.close();
    throw error;
  }
}

/** Surveys a target until it is done, or interrupted. */
async function surveyed(
  target: Target,
  options: RunOptions,
  baseline: Report | undefined,
  interruption: AbortController,
): Promise<Report> {
  const { rules } = options;
  const cheap = cheapTarget(options);
  const progress = progressOn(process.stderr);
  const date = new Date().toISOString();
  const recording = recordingOf(target, { ...options, date });
  const release = onInterrupt(interruption, target);
  try {
    const report = await survey(target, {
      ...recording?.listeners,
      seed: options.seed,
      shard: options.shard,
      commands: options.commands,
      shrinkCommands: options.shrinkCommands,
      strength: options.strength,
      untilQuiet: options.untilQuiet,
      minutes: options.minutes,
      settleSeconds: options.settleSeconds,
      parallel: options.parallel,
      exhaustive: options.exhaustive,
      replay: againBy(options),
      tellsTolerated: options.writeDeviations !== undefined,
      strict: options.strict ?? false,
      showsAccounts: options.showAccounts ?? false,
      baseline,
      ...(cheap === undefined ? {} : { cheap }),
      isWanted: (rule) => rules === undefined || matchesGlob(rule, rules),
      signal: interruption.signal,
      onProgress: progress.show,
    });
    recording?.end(report);
    return withVersions(report, {
      date,
      sdk: options.sdk === undefined ? sdkVersion : undefined,
    });
  } finally {
    recording?.close();
    progress.end();
    sayWhatIsLeft(target);
    release();
  }
}
