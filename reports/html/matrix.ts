import { wordFor } from "../compare-text.ts";
import { type Column, type Comparison, defectsIn, movedText } from "../compare.ts";
import type { RuleReport } from "../report.ts";
import { again, percent } from "../summary.ts";
import type { ToldDefect } from "../told.ts";
import { documentOf } from "./document.ts";
import { h, type Part } from "./element.ts";
import { anchorOf } from "./first-screen.ts";
import { chip, code, copied, folded } from "./words.ts";

export interface MatrixOptions {
  readonly title: string;
  /** The page of a column's report, where there is one: each red cell leads to its story there. */
  readonly pageOf?: (column: Column) => string | undefined;
}

/** Targets and versions beside each other, as one page. */
export function matrixPage(
  comparison: Comparison,
  { title, pageOf = () => undefined }: MatrixOptions,
): string {
  return documentOf(title, [
    h("header", { id: "top" }, h("h1", null, title), figures(comparison, pageOf)),
    h(
      "main",
      null,
      ...onlyHere(comparison),
      section(
        "defects",
        `Defects (${comparison.defects.length})`,
        comparison.columns,
        comparison.defects.map(({ title: name, cells, count }) =>
          line(name, comparison.columns, cells, (defect, column) =>
            defectCell(defect, column, {
              isOnly: count === 1 && comparison.columns.length > 1,
              page: pageOf(column),
            }),
          ),
        ),
      ),
      section(
        "rules",
        `Rules that are broken somewhere (${comparison.rules.length})`,
        comparison.columns,
        comparison.rules.map(({ id, cells }) =>
          line(id, comparison.columns, cells, (rule, column) => ruleCell(rule, pageOf(column))),
        ),
      ),
    ),
  ]);
}

const figures = (comparison: Comparison, pageOf: NonNullable<MatrixOptions["pageOf"]>): Part => {
  const { columns } = comparison;
  const rows: readonly (readonly [string, (column: Column, index: number) => Part])[] = [
    ["grade", ({ report }) => report.score.grade],
    ["verdict", ({ report }) => chip(report.verdict ?? "inconclusive", report.verdict ?? "none")],
    ["defects", (_, index) => String(defectsIn(comparison, index))],
    ["only here", ({ onlyHere: those }) => String(those.length)],
    ["rules tried", ({ report }) => percent(report.score.coverage)],
    ["requests", ({ report }) => String(report.spent.commands)],
    ["date", ({ report }) => report.date?.slice(0, 10) ?? ""],
    ["since the baseline", movedText],
  ];
  return h(
    "div",
    { class: "wide", tabIndex: 0, role: "region", "aria-label": "the figures of each" },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h("tr", null, h("td", null), ...columns.map((column) => heading(column, pageOf(column)))),
      ),
      h(
        "tbody",
        null,
        ...rows
          .filter(
            ([name]) =>
              name !== "since the baseline" || columns.some(({ moved }) => moved !== undefined),
          )
          .map(([name, write]) =>
            h(
              "tr",
              null,
              h("th", { scope: "row" }, name),
              ...columns.map((column, index) => h("td", null, write(column, index))),
            ),
          ),
      ),
    ),
    h("p", { class: "when" }, columns[0]?.report.score.gradeCriteria ?? ""),
  );
};

const heading = ({ name }: Column, page?: string): Part =>
  h("th", { scope: "col" }, page === undefined ? name : h("a", { href: page }, name));

/** What fails at one of them and at no other. */
const onlyHere = ({ columns }: Comparison): readonly Part[] =>
  columns
    .filter((column) => column.onlyHere.length > 0)
    .map(({ name, onlyHere: those }) =>
      h(
        "section",
        { "aria-label": `fails only at ${name}` },
        h("h2", null, `Fails only at ${name} (${those.length})`),
        h("ul", null, ...those.map(({ title }) => h("li", null, title))),
      ),
    );

const section = (
  id: string,
  name: string,
  columns: readonly Column[],
  rows: readonly Part[],
): Part =>
  h(
    "section",
    { id, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, name),
    h(
      "div",
      { class: "wide", tabIndex: 0, role: "region", "aria-label": `the table of ${id}` },
      h(
        "table",
        { class: "matrix" },
        h(
          "thead",
          null,
          h("tr", null, h("th", { scope: "col" }, id), ...columns.map((column) => heading(column))),
        ),
        h("tbody", null, ...rows),
      ),
    ),
  );

const line = <T>(
  name: string,
  columns: readonly Column[],
  cells: readonly (T | undefined)[],
  write: (cell: T, column: Column) => Part,
): Part =>
  h(
    "tr",
    null,
    h("th", { scope: "row" }, name),
    ...columns.map((column, index) => {
      const cell = cells[index];
      return h("td", null, cell === undefined ? "" : write(cell, column));
    }),
  );

/** A defect of one column: its story is there, or on its own page. */
function defectCell(
  { id, rule }: ToldDefect,
  { report }: Column,
  { isOnly, page }: { readonly isOnly: boolean; readonly page: string | undefined },
): Part {
  const word = chip("broken", isOnly ? "only here" : "broken");
  // What a list tolerates has no card on its page.
  const isTold = report.rules.some((one) => one.id === rule.id && one.outcome === "broken");
  if (page !== undefined)
    return h("a", { href: `${page}#${anchorOf(isTold ? id : `rule/${rule.id}`)}` }, word);
  const example = rule.counterexample;
  return example === undefined
    ? word
    : h(
        "div",
        null,
        word,
        folded(
          "story",
          h("p", null, "expected ", code(example.expected), ", came ", code(example.actual)),
          copied(`the story of ${id}`, example.awsCli),
          copied(`how to see ${id} again`, [again(report, example.token)]),
        ),
      );
}

const ruleCell = (rule: RuleReport, page: string | undefined): Part => {
  const word = chip(rule.outcome, wordFor(rule));
  return page === undefined || rule.outcome !== "broken"
    ? word
    : h("a", { href: `${page}#rule/${anchorOf(rule.id)}` }, word);
};
