import { existsSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { basename, join, matchesGlob } from "node:path";
import { gunzipSync } from "node:zlib";

import { Command } from "commander";

import { BadTrail, isTrail, readTrail, type Trail } from "../properties/cloudtrail/events.ts";
import { TrailJudging } from "../properties/cloudtrail/judging.ts";
import { withDefects } from "../properties/diagnosis/defects.ts";
import { Judging, type JudgingOptions } from "../properties/judging.ts";
import { version } from "../properties/version.ts";
import type { formats } from "../reports/index.ts";
import type { Report } from "../reports/report.ts";
import { deviationsFrom } from "./deviations.ts";
import { Misuse } from "./failure.ts";
import { writableFolder } from "./folder.ts";
import { readRecordingAt } from "./record.ts";
import { say } from "./terminal.ts";
import {
  pathsOf,
  formatsOption,
  readReport,
  verboseOption,
  withVersions,
  writeDown,
} from "./write-down.ts";

export interface JudgeOptions {
  readonly rules?: string;
  readonly strict?: true;
  readonly baseline?: string;
  readonly deviations?: string;
  readonly formats: readonly (keyof typeof formats)[];
  readonly verbose?: true;
  readonly out?: string;
}

/** A command that gives a report on what was recorded, by today's rules, without a target. */
export const judgingCommand = (name: string): Command =>
  new Command(name)
    .option("--rules <glob>", "only rules whose id fits, such as 'create-user/*'")
    .option("--strict", "broken `should` rules and crashes fail too")
    .option("--baseline <file>", "a report.json: only newly broken rules fail")
    .option("--deviations <file>", "rules that the target is known to break, with reasons")
    .addOption(formatsOption())
    .addOption(verboseOption());

/** How recordings are judged, as far as options say. Throws `Misuse`. */
export async function judgingOptionsFrom({
  rules,
  strict,
  baseline,
  deviations,
}: JudgeOptions): Promise<JudgingOptions> {
  return {
    suiteVersion: version,
    deviations: await deviationsFrom(deviations),
    strict: strict ?? false,
    baseline: baseline === undefined ? undefined : await readReport(baseline),
    isWanted: (rule: string) => rules === undefined || matchesGlob(rule, rules),
  };
}

/** The folder for a report on recordings, which is there afterwards. Throws `Misuse`. */
export const folderFor = (
  { out, formats: chosen }: JudgeOptions,
  unlessSaid: string,
): Promise<string> =>
  writableFolder(
    "--out",
    out ?? join("reports", "out", unlessSaid),
    chosen.flatMap((name) => pathsOf(name)),
  );

/** `judge`: what recordings of one target, or of CloudTrail, show. */
export const judgeCommand = (): Command =>
  judgingCommand("judge")
    .argument(
      "<files...>",
      "recordings of one target (`run --record`), or what CloudTrail recorded: `lookup-events`, or its files in S3",
    )
    .option("--out <folder>", "where to (default: reports/out/<name of the first file>)")
    .action(judge);

async function judge(files: readonly string[], options: JudgeOptions): Promise<void> {
  const [first = ""] = files;
  const judgingOptions = await judgingOptionsFrom(options);
  const out = await folderFor(options, basename(first).replace(/\.[^.]*$/, ""));
  const trails = await trailsIn(files);
  if (trails !== undefined) {
    const judging = new TrailJudging(judgingOptions);
    for (const trail of trails) judging.take(trail);
    await writeDown(await withDefects(judging.report()), options, out);
    for (const [because, count] of judging.leftOut)
      say(`not judged: ${count} ${count === 1 ? "event" : "events"}: ${because}`);
    return;
  }
  const judging = new Judging(judgingOptions);
  for (const file of files) await readRecordingAt(file, judging);
  const report = withVersions(await judging.explained(), { date: judging.date });
  await writeDown(report, options, out);
  for (const line of changed(report, judging.saidThen)) say(line);
}

/** A file of CloudTrail is never larger than this, in bytes, when it is unpacked. */
const largestTrail = 1 << 30;

/** What CloudTrail recorded; nothing where the files are recordings of our own. Throws `Misuse`. */
async function trailsIn(files: readonly string[]): Promise<readonly Trail[] | undefined> {
  const trails: Trail[] = [];
  for (const file of files) {
    const trail = await trailIn(file);
    if (trail !== undefined) trails.push(trail);
  }
  if (trails.length > 0 && trails.length < files.length)
    throw new Misuse(
      "recordings of `run --record` and files of CloudTrail are judged apart: give one kind of them",
    );
  return trails.length === 0 ? undefined : trails;
}

async function trailIn(file: string): Promise<Trail | undefined> {
  if (!existsSync(file)) throw new Misuse(`no recording can be read at ${file}`);
  const begin = await beginningOf(file);
  const isPacked = begin[0] === 0x1f && begin[1] === 0x8b;
  if (!isPacked && !isTrail(begin.toString("utf8"))) return undefined;
  const bytes = await readFile(file);
  try {
    const text = isPacked ? gunzipSync(bytes, { maxOutputLength: largestTrail }) : bytes;
    return readTrail(text.toString("utf8"));
  } catch (error) {
    if (error instanceof BadTrail) throw new Misuse(`${file}: ${error.message}`);
    if (error instanceof Error && "code" in error)
      throw new Misuse(`${file}: it cannot be unpacked (${error.message}): fetch it again`);
    throw error;
  }
}

async function beginningOf(file: string): Promise<Buffer> {
  const handle = await open(file).catch((error: unknown) => {
    throw new Misuse(`no recording can be read at ${file} (${String(error)})`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw new Misuse(`no recording can be read at ${file} (${String(error)})`);
  } finally {
    await handle.close();
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
