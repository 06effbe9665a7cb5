import { type Column, type Comparison, defectsIn, movedText, type Row } from "./compare.ts";
import type { RuleReport } from "./report.ts";
import { isBroken } from "./score.ts";
import { percent } from "./summary.ts";
import { prose, visible } from "./text.ts";

const figures = ["grade", "defects", "only here", "rules broken", "rules tried"] as const;

const figureOf = (
  { report: { score, rules }, onlyHere }: Column,
  defects: number,
): Readonly<Record<(typeof figures)[number], string>> => ({
  grade: score.grade,
  defects: String(defects),
  "only here": String(onlyHere.length),
  "rules broken": String(rules.filter((rule) => isBroken(rule)).length),
  "rules tried": percent(score.coverage),
});

/** The figures of each column, as lines of text in columns. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

/** Few of the defects that only one column has are named on a terminal. */
const mostNamed = 5;

/** Targets beside each other on a terminal: a line each, and what fails only at one of them. */
export function comparisonText(comparison: Comparison): string {
  const { columns } = comparison;
  const hasMoved = columns.some(({ moved }) => moved !== undefined);
  return [
    ...table([
      ["", ...figures, ...(hasMoved ? ["since the baseline"] : [])],
      ...columns.map((column, index) => [
        visible(column.name),
        ...figures.map((figure) => figureOf(column, defectsIn(comparison, index))[figure]),
        ...(hasMoved ? [movedText(column)] : []),
      ]),
    ]),
    ...columns.flatMap(({ name, onlyHere }) =>
      onlyHere.length === 0
        ? []
        : [
            "",
            `fails only at ${visible(name)}:`,
            ...onlyHere.slice(0, mostNamed).map(({ title }) => `  ${visible(title)}`),
            ...(onlyHere.length > mostNamed
              ? [`  and ${onlyHere.length - mostNamed} more: see the page`]
              : []),
          ],
    ),
  ].join("\n");
}

/** What became of a rule in one column, as one word. */
export const wordFor = (rule: RuleReport | undefined): string =>
  rule === undefined ? "" : rule.outcome;

const cellsOf = <T>({ cells }: Row<T>, write: (cell: T | undefined) => string): string =>
  cells.map((cell) => write(cell)).join(" | ");

/** The same as Markdown, with every defect and every rule that is broken somewhere. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { columns, defects, rules } = comparison;
  const head = columns.map(({ name }) => prose(name)).join(" | ");
  const line = `| --- ${"| --- ".repeat(columns.length)}|`;
  return [
    `# ${columns.map(({ name }) => prose(name)).join(", ")}`,
    "",
    `| | ${head} |`,
    line,
    ...figures.map(
      (figure) =>
        `| ${figure} | ${columns.map((column, index) => figureOf(column, defectsIn(comparison, index))[figure]).join(" | ")} |`,
    ),
    ...(columns.some(({ moved }) => moved !== undefined)
      ? [`| since the baseline | ${columns.map((column) => movedText(column)).join(" | ")} |`]
      : []),
    "",
    "## Defects",
    "",
    `| defect | ${head} |`,
    line,
    ...defects.map(
      (row) =>
        `| ${prose(row.title)} | ${cellsOf(row, (cell) => (cell === undefined ? "" : row.count === 1 && columns.length > 1 ? "**only here**" : "✗"))} |`,
    ),
    "",
    "## Rules that are broken somewhere",
    "",
    `| rule | ${head} |`,
    line,
    ...rules.map((row) => `| ${prose(row.id)} | ${cellsOf(row, wordFor)} |`),
    "",
  ].join("\n");
}
