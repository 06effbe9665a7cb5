import { existsSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import type { Command } from "commander";

import type { RecordingHeader } from "../properties/check/recording.ts";
import { Judging } from "../properties/judging.ts";
import { Misuse } from "./failure.ts";
import { folderFor, type JudgeOptions, judgingCommand, judgingOptionsFrom } from "./judge.ts";
import { readRecordingAt, recordingName } from "./record.ts";
import { withVersions, writeDown } from "./write-down.ts";

/** `merge`: the report on a run that several machines shared, as if one had heard all of it. */
export const mergeCommand = (): Command =>
  judgingCommand("merge")
    .argument(
      "<shards...>",
      "what each `run --shard` wrote: its folder, its report or its recording",
    )
    .option("--out <folder>", "where to (default: reports/out/merged)")
    .action(merge);

async function merge(paths: readonly string[], options: JudgeOptions): Promise<void> {
  const judging = new Judging({ ...(await judgingOptionsFrom(options)), isMerged: true });
  const out = await folderFor(options, "merged");
  const read = new Map<string, RecordingHeader>();
  for (const file of paths.map((path) => recordingAt(path))) {
    await readRecordingAt(file, judging);
    const header = judging.headers.at(-1);
    if (header === undefined) continue;
    mustBelong(file, header, read);
    read.set(file, header);
  }
  const report = await judging.explained();
  await writeDown(withVersions(report, { date: judging.date }), options, out);
}

/** The recording of a shard, whichever of its things is named. Throws `Misuse`. */
function recordingAt(path: string): string {
  if (!existsSync(path)) throw new Misuse(`no shard can be read at ${path}`);
  const folder = statSync(path).isDirectory() ? path : dirname(path);
  const isNamed = folder !== path && !basename(path).startsWith("report.");
  const file = isNamed ? path : join(folder, recordingName);
  if (!existsSync(file))
    throw new Misuse(
      `there is no ${recordingName} in ${folder}: \`run --shard\` writes it beside its report, and all that was met is in it`,
    );
  return file;
}

/** What must be alike in all shards of a run, and how it is called. */
const alike: readonly (readonly [what: string, of: (header: RecordingHeader) => unknown])[] = [
  ["suite", ({ suite }) => suite],
  ["seed", ({ seed }) => seed],
  ["number of shards", ({ shard }) => shard?.of],
  ["--commands", ({ budget }) => budget.commands],
  ["target", ({ target }) => target.name],
  ["version of the target", ({ target }) => target.version ?? "none"],
  ["region", ({ target }) => target.region],
];

/** Throws `Misuse` where a recording is no shard of the run of those that were read before. */
function mustBelong(
  file: string,
  header: RecordingHeader,
  read: ReadonlyMap<string, RecordingHeader>,
): void {
  if (header.shard === undefined)
    throw new Misuse(`${file} is of a whole run, and no shard of one: \`judge\` gives its report`);
  for (const [other, known] of read) {
    const parting = alike.find(([, of]) => of(header) !== of(known));
    if (parting !== undefined) {
      const [what, of] = parting;
      throw new Misuse(
        `${other} and ${file} are not of one run: the ${what} is ${String(of(known))} there, and ${String(of(header))} here`,
      );
    }
    if (known.shard?.index === header.shard.index)
      throw new Misuse(`${other} and ${file} are both shard ${header.shard.index}: name each once`);
  }
}
