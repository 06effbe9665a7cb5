import { createReadStream, existsSync } from "node:fs";
import { basename, join, matchesGlob } from "node:path";
import { createInterface } from "node:readline";

import { Command } from "commander";

import { BadRecording, readRecording } from "../properties/check/recording.ts";
import { Judging } from "../properties/judging.ts";
import type { formats } from "../reports/index.ts";
import type { Report } from "../reports/report.ts";
import { deviationsFrom } from "./deviations.ts";
import { Misuse } from "./failure.ts";
import { writableFolder } from "./folder.ts";
import { say } from "./terminal.ts";
import { version } from "./version.ts";
import { fileOf, formatsOption, readReport, writeDown } from "./write-down.ts";

interface JudgeOptions {
  readonly rules?: string;
  readonly strict?: true;
  readonly baseline?: string;
  readonly deviations?: string;
  readonly formats: readonly (keyof typeof formats)[];
  readonly out?: string;
}

/** `judge`: gives the report on what was recorded, by today's rules, without a target. */
export const judgeCommand = (): Command =>
  new Command("judge")
    .description("judge recordings of `run --record` by today's rules, without a target")
    .argument("<files...>", "recordings of one target")
    .option("--rules <glob>", "only rules whose id fits, such as 'create-user/*'")
    .option("--strict", "broken `should` rules and crashes fail too")
    .option("--baseline <file>", "a report.json: only newly broken rules fail")
    .option("--deviations <file>", "rules that the target is known to break, with reasons")
    .addOption(formatsOption())
    .option("--out <folder>", "where to (default: reports/out/<name of the first file>)")
    .action(judge);

async function judge(files: readonly string[], options: JudgeOptions): Promise<void> {
  const { rules, strict, baseline, deviations, formats: chosen } = options;
  const [first = ""] = files;
  const judging = new Judging({
    suiteVersion: version,
    deviations: await deviationsFrom(deviations),
    strict: strict ?? false,
    baseline: baseline === undefined ? undefined : await readReport(baseline),
    isWanted: (rule) => rules === undefined || matchesGlob(rule, rules),
  });
  const out = await writableFolder(
    "--out",
    options.out ?? join("reports", "out", basename(first).replace(/\.[^.]*$/, "")),
    chosen.map((name) => fileOf(name)),
  );
  for (const file of files) await read(file, judging);
  const report = judging.report();
  await writeDown(report, options, out);
  for (const line of changed(report, judging.saidThen)) say(line);
}

/** Reads one recording. Throws `Misuse` with the line that cannot be read. */
async function read(file: string, judging: Judging): Promise<void> {
  if (!existsSync(file)) throw new Misuse(`no recording can be read at ${file}`);
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  try {
    await readRecording(lines, judging);
  } catch (error) {
    if (error instanceof BadRecording) throw new Misuse(`${file}: ${error.message}`);
    if (error instanceof Error && "code" in error)
      throw new Misuse(`no recording can be read at ${file} (${error.message})`);
    throw error;
  }
}

/** The rules of which something else is said now than when it was recorded. */
function changed(report: Report, then: ReadonlyMap<string, string>): readonly string[] {
  const now = new Map<string, string>(report.rules.map(({ id, outcome }) => [id, outcome]));
  const ids = new Set([...then.keys(), ...now.keys()]);
  return then.size === 0
    ? []
    : [...ids]
        .filter((id) => then.get(id) !== now.get(id))
        .map(
          (id) =>
            `changed since it was recorded: ${id}: ${then.get(id) ?? "no such rule"}, now ${now.get(id) ?? "no such rule"}`,
        );
}
