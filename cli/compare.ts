import { join } from "node:path";

import { Command } from "commander";

import { comparisonMarkdown, comparisonText } from "../reports/compare-text.ts";
import { compared } from "../reports/compare.ts";
import { matrixPage } from "../reports/html/matrix.ts";
import { Misuse } from "./failure.ts";
import { writableFolder, writeWhole } from "./folder.ts";
import { say, show } from "./terminal.ts";
import { readReport } from "./write-down.ts";

interface CompareOptions {
  readonly baseline?: string;
  readonly out: string;
}

/** `compare`: targets and versions beside each other, by defects and by rules. */
export const compareCommand = (): Command =>
  new Command("compare")
    .argument("<reports...>", "two or more report.json")
    .option(
      "--baseline <file>",
      "a report.json: what is newly broken and mended since is told of each",
    )
    .option("--out <folder>", "where compare.md and compare.html go", "reports/out/compare")
    .action(compare);

async function compare(paths: readonly string[], { baseline, out }: CompareOptions): Promise<void> {
  if (paths.length + (baseline === undefined ? 0 : 1) < 2)
    throw new Misuse("compare takes two reports or more, or one and a --baseline");
  const files = ["compare.md", "compare.html"];
  const reports = [];
  for (const path of paths) reports.push(await readReport(path));
  const then = baseline === undefined ? undefined : await readReport(baseline);
  const comparison = compared(reports, () => then);
  await writableFolder("--out", out, files);
  show(comparisonText(comparison));
  await writeWhole(join(out, "compare.md"), comparisonMarkdown(comparison));
  const title = comparison.columns.map(({ name }) => name).join(", ");
  await writeWhole(join(out, "compare.html"), matrixPage(comparison, { title }));
  say(files.map((name) => join(out, name)).join(", "));
}
