import type { VNode } from "preact";

import { type Cell, cells, nameOf } from "../../models/universe/coverage-table.ts";
import type { Report } from "../report.ts";
import { h } from "./element.ts";

/** Who a request meets, as a row, and what it asks for, as a column. */
const rowOf = ({ status, before, engine, operation }: Cell): string =>
  before === "nobody"
    ? `${status} id`
    : `${status} ${before} user${operation === "CreateUser" ? "" : `, ${engine}`}`;

const columnOf = ({ operation, after, spelling, engine }: Cell): string =>
  [
    operation,
    ...(operation === "CreateUser" ? [engine] : []),
    ...(after === "unchanged" || after === "gone" ? [] : [`to ${after} by ${spelling}`]),
  ].join(" ");

/** What can happen to a user, as a picture: what was met, what was not, and what cannot be met there. */
export function cellPicture({ cells: told, operations }: Report): readonly VNode[] {
  if (told === undefined) return [];
  const missed = new Set(told.unreached);
  const stateOf = (cell: Cell): keyof typeof marks =>
    missed.has(nameOf(cell))
      ? "missed"
      : operations[cell.operation] === "supported" && told.statuses?.includes(cell.status) !== false
        ? "met"
        : "out";
  return [
    h(
      "section",
      { id: "cells", "aria-labelledby": "cells-title" },
      h("h2", { id: "cells-title" }, "What can happen to a user"),
      h(
        "p",
        null,
        `${told.reached} of ${told.reachable} cells were met: who a request meets (rows), and what it asks for (columns). `,
        h("span", { class: "key met" }, "met"),
        " ",
        h("span", { class: "key missed" }, "not met"),
        " ",
        h("span", { class: "key out" }, "cannot be met at this target"),
      ),
      h(
        "div",
        { class: "wide", tabIndex: 0, role: "region", "aria-label": "the table of cells" },
        grid(stateOf),
      ),
      ...(told.unreached.length === 0
        ? []
        : [h("ul", { class: "unreached" }, ...told.unreached.map((name) => h("li", null, name)))]),
    ),
  ];
}

function grid(stateOf: (cell: Cell) => keyof typeof marks): VNode {
  const rows = [...new Set(cells.map((cell) => rowOf(cell)))];
  const columns = [...new Set(cells.map((cell) => columnOf(cell)))];
  const at = new Map(cells.map((cell) => [`${rowOf(cell)}|${columnOf(cell)}`, cell] as const));
  const head = columns.map((name) => h("th", { scope: "col" }, h("span", null, name)));
  return h(
    "table",
    { class: "cells" },
    h("thead", null, h("tr", null, h("td", null), ...head)),
    h(
      "tbody",
      null,
      ...rows.map((row) =>
        h(
          "tr",
          null,
          h("th", { scope: "row" }, row),
          ...columns.map((column) => {
            const cell = at.get(`${row}|${column}`);
            return cell === undefined ? h("td", { class: "none" }) : square(cell, stateOf(cell));
          }),
        ),
      ),
    ),
  );
}

const marks = { met: "●", missed: "○", out: "·" } as const;

const square = (cell: Cell, state: keyof typeof marks): VNode =>
  h("td", { class: state, title: `${nameOf(cell)}: ${state}` }, marks[state]);
