import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { InvalidArgumentError, Option } from "commander";

import { jsonIn } from "../models/contract/json.ts";
import { formats } from "../reports/index.ts";
import { type Report, reportSchema } from "../reports/report.ts";
import { summary } from "../reports/summary.ts";
import { isLeaking } from "../targets/leaks.ts";
import { Leak, Misuse } from "./failure.ts";
import { writeWhole } from "./folder.ts";
import { say, show, tell } from "./terminal.ts";

type FormatName = keyof typeof formats;

const isFormat = (name: string): name is FormatName => Object.hasOwn(formats, name);

function formatsFrom(text: string): readonly FormatName[] {
  return text.split(",").map((name) => {
    if (!isFormat(name))
      throw new InvalidArgumentError(
        `There is no format ${name}; there are ${Object.keys(formats).join(", ")}.`,
      );
    return name;
  });
}

/** How reports are written down. */
export const formatsOption = (): Option =>
  new Option("--formats <names>", "how to write the report down, with commas between")
    .argParser(formatsFrom)
    .default(["json", "markdown"], "json,markdown");

/** The file of a report in a format. */
export const fileOf = (format: FormatName): string => `report.${formats[format].extension}`;

/** Writes the report and the summary, and says the exit code. Throws `Leak`, before anything is written. */
export async function writeDown(
  report: Report,
  options: { readonly formats: readonly FormatName[] },
  out: string,
): Promise<void> {
  const files = options.formats.map((name) => ({
    path: join(out, fileOf(name)),
    text: formats[name].write(report),
  }));
  const said = summary(report, process.stdout);
  const leaks = files.filter(({ text }) => isLeaking(text)).map(({ path }) => path);
  if (leaks.length > 0 || isLeaking(said))
    throw new Leak(
      `a password of this run would stand in ${[...leaks, ...(isLeaking(said) ? ["the summary"] : [])].join(", ")}: nothing is written; please report it`,
    );
  show(said);
  process.exitCode = report.ruling?.exitCode ?? 3;
  try {
    for (const { path, text } of files) await writeWhole(path, text);
    say(files.map(({ path }) => path).join(", "));
  } catch (error) {
    // What a run has found must not be lost with the disk: the summary is said already.
    tell(
      `the report cannot be written to ${out} (${error instanceof Error ? error.message : String(error)})`,
    );
    process.exitCode = 3;
  }
}

/** Reads a report.json. Throws `Misuse`. */
export async function readReport(path: string): Promise<Report> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Misuse(`no report can be read at ${path}`);
  });
  const parsed = reportSchema.safeParse(jsonIn(text));
  if (!parsed.success)
    throw new Misuse(`${path} is not a report.json of this suite (schema version 1)`);
  return parsed.data;
}
