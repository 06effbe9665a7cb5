import { appendFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { InvalidArgumentError, Option } from "commander";

import { jsonIn } from "../models/contract/json.ts";
import { formats } from "../reports/index.ts";
import { issueMark } from "../reports/issues.ts";
import { type Format, type Report, reportSchema, schemaVersion } from "../reports/report.ts";
import { summary } from "../reports/terminal.ts";
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

/** How much is said. */
export const verboseOption = (): Option =>
  new Option(
    "--verbose",
    "say all that is wrong, each with its story, in place of what fits a screen",
  );

/** A report with when the run began, and the SDK that spoke, as far as these are known. */
export const withVersions = (
  report: Report,
  { date, sdk }: { readonly date: string | undefined; readonly sdk?: string | undefined },
): Report => ({
  ...report,
  suite: { ...report.suite, ...(sdk === undefined ? {} : { sdk }) },
  ...(date === undefined ? {} : { date }),
});

/** The files and folders that a format writes, in the folder of the report. */
export const pathsOf = (format: FormatName): readonly string[] => formats[format].paths;

/** Writes the report and the summary, and says the exit code. Throws `Leak`, before anything is written. */
export async function writeDown(
  report: Report,
  options: { readonly formats: readonly FormatName[]; readonly verbose?: true },
  out: string,
): Promise<void> {
  const chosen = options.formats.map((name): Format => formats[name]);
  const files = chosen
    .flatMap((format) => format.write(report))
    .map(({ path, text }) => ({ path: join(out, path), text }));
  const lines = chosen.flatMap((format) => format.say?.(report) ?? []);
  const said = summary(report, process.stdout, { isVerbose: options.verbose === true });
  const leaks = files.filter(({ text }) => isLeaking(text)).map(({ path }) => path);
  const isSaid = isLeaking(said) || isLeaking(lines.join("\n"));
  if (leaks.length > 0 || isSaid)
    throw new Leak(
      `a password of this run would stand in ${[...leaks, ...(isSaid ? ["the summary"] : [])].join(", ")}: nothing is written; please report it`,
    );
  show(said);
  for (const line of lines) say(line);
  process.exitCode = report.ruling?.exitCode ?? 3;
  try {
    for (const folder of new Set(chosen.flatMap(({ paths }) => paths.filter(isFolder))))
      await emptied(join(out, folder));
    for (const { path, text } of files) await writeWhole(path, text);
    if (options.formats.includes("github")) await summarise(report);
    say(listed(files.map(({ path }) => path)));
  } catch (error) {
    // What a run has found must not be lost with the disk: the summary is said already.
    tell(
      `the report cannot be written to ${out} (${error instanceof Error ? error.message : String(error)})`,
    );
    process.exitCode = 3;
  }
}

const isFolder = (path: string): boolean => path.endsWith("/");

/** Makes a folder, and takes out of it what an earlier run has written there. */
async function emptied(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isFile() || !entry.name.endsWith(".md")) continue;
    // What somebody has added to is theirs.
    if ((await readFile(path, "utf8")).endsWith(`${issueMark}\n`)) await rm(path);
  }
}

/** Adds the report to the summary of a GitHub job, where this is one. */
async function summarise(report: Report): Promise<void> {
  const path = process.env["GITHUB_STEP_SUMMARY"];
  if (path === undefined || path === "") return;
  for (const { text } of formats.markdown.write(report)) await appendFile(path, text);
}

/** Paths in one line: of many in one folder, the folder. */
function listed(paths: readonly string[]): string {
  const folders = Map.groupBy(paths, (path) => dirname(path));
  return [...folders]
    .flatMap(([folder, those]) =>
      those.length > 5 ? [`${join(folder, "/")} (${those.length} files)`] : those,
    )
    .join(", ");
}

/** Reads a report.json. Throws `Misuse`. */
export async function readReport(path: string): Promise<Report> {
  const text = await readFile(path, "utf8").catch(() => {
    throw new Misuse(`no report can be read at ${path}`);
  });
  const data = jsonIn(text);
  const parsed = reportSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const version = versionIn(data);
  throw new Misuse(
    version !== undefined && version > schemaVersion
      ? `${path} has schema version ${version}, and this suite reads up to ${schemaVersion}: install a newer one`
      : `${path} is not a report.json of this suite (schema version ${schemaVersion})`,
  );
}

/** The schema version that a report claims to have. */
const versionIn = (data: unknown): number | undefined =>
  typeof data === "object" &&
  data !== null &&
  "schemaVersion" in data &&
  typeof data.schemaVersion === "number"
    ? data.schemaVersion
    : undefined;
