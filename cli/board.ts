import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { Command } from "commander";

import { type Column, compared } from "../reports/compare.ts";
import { html } from "../reports/html/html.ts";
import { matrixPage } from "../reports/html/matrix.ts";
import type { Report } from "../reports/report.ts";
import { Misuse } from "./failure.ts";
import { writableFolder, writeWhole } from "./folder.ts";
import { say } from "./terminal.ts";
import { readReport } from "./write-down.ts";

/** `board`: a static site of stored reports: targets and versions beside each other, each red cell a link to its story. */
export const boardCommand = (): Command =>
  new Command("board")
    .argument("<folder>", "a folder of report.json files, whatever their names")
    .option("--out <folder>", "where the site goes", "reports/out/board")
    .action(board);

async function board(folder: string, { out }: { readonly out: string }): Promise<void> {
  const names = await readdir(folder).catch(() => {
    throw new Misuse(`no folder of reports can be read at ${folder}`);
  });
  const reports: Report[] = [];
  for (const name of names.filter((one) => one.endsWith(".json")).toSorted())
    reports.push(await readReport(join(folder, name)));
  if (reports.length === 0) throw new Misuse(`there is no report.json in ${folder}`);
  const inOrder = reports.toSorted(
    (one, other) =>
      one.target.name.localeCompare(other.target.name) ||
      (one.target.version ?? "").localeCompare(other.target.version ?? "", undefined, {
        numeric: true,
      }),
  );
  const pages = new Map(inOrder.map((report, index) => [report, pageNameOf(report, index)]));
  const pageOf = ({ report }: Column): string | undefined => pages.get(report);
  // Each version is held against the one before it.
  const before = (report: Report): Report | undefined => {
    const last = inOrder[inOrder.indexOf(report) - 1];
    return last !== undefined && isOneTarget(last, report) ? last : undefined;
  };
  const title = "Who behaves as Amazon ElastiCache's user API";
  await writableFolder("--out", out, ["index.html", ...pages.values()]);
  await writeWhole(
    join(out, "index.html"),
    matrixPage(compared(inOrder, before), { title, pageOf }),
  );
  for (const [report, page] of pages)
    for (const { text } of html.write(report)) await writeWhole(join(out, page), text);
  say(`${join(out, "index.html")} (${inOrder.length} reports)`);
}

/** True of two versions of one target: by their name alone, two endpoints may be anything. */
const isOneTarget = ({ target: one }: Report, { target: other }: Report): boolean =>
  one.name === other.name &&
  ((one.version !== undefined && other.version !== undefined) || one.endpoint === other.endpoint);

const pageNameOf = ({ target: { name, version = "" } }: Report, index: number): string =>
  `${index + 1}-${`${name}-${version}`.replaceAll(/[^\w.-]+/g, "-").replace(/-$/, "")}.html`;
