import { wireRules } from "../models/rules/wire.ts";
import type { Broken } from "./verdicts.ts";

/** What clients make of one damage: each in which way it is led astray, if it is; and what the suite says. */
export interface Row {
  readonly damage: string;
  readonly cells: readonly string[];
  readonly broken: Broken;
}

const bounds = ["<!-- matrix -->", "<!-- end of matrix -->"] as const;

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** What the suite says: its must rules, where one is broken. */
const said = ({ must, should }: Broken): string =>
  must.length > 0 ? `**${short(must)}**` : should.length > 0 ? `should: ${short(should)}` : "—";

/** The matrix as a table of Markdown. */
export const matrixOf = (titles: readonly string[], rows: readonly Row[]): string =>
  [
    line(["damage", ...titles, "the suite"]),
    line(["damage", ...titles, "the suite"].map(() => "---")),
    ...rows.map(({ damage, cells, broken }) =>
      line([damage, ...cells.map((cell) => (cell === "" ? "fine" : cell)), said(broken)]),
    ),
    "",
  ].join("\n");

/** The rules on the wire; of others only how many there are. */
function short(ids: readonly string[]): string {
  const wire = ids.filter((id) => id.startsWith("wire/")).map((id) => id.slice("wire/".length));
  const others = ids.length - wire.length;
  return [...wire, ...(others === 0 ? [] : [`${others} of the contract`])].join(", ");
}

/** A document with the matrix in its place. Throws where it has none. */
export function withMatrix(document: string, table: string): string {
  const [begin, end] = bounds.map((bound) => document.indexOf(bound));
  if (begin === undefined || end === undefined || begin === -1 || end < begin)
    throw new RangeError(`${bounds.join(" … ")} was wanted in the document`);
  return `${document.slice(0, begin + bounds[0].length)}\n\n${table}\n${document.slice(end)}`;
}

/** The rows of the matrix in a document: the damage, and what each client makes of it. */
export function rowsIn(document: string): readonly Omit<Row, "broken">[] {
  const [, matrix = ""] = document.split(bounds[0]);
  return matrix
    .split("\n")
    .filter((row) => row.startsWith("| "))
    .slice(2)
    .map((row) => {
      const [damage = "", ...cells] = row
        .split("|")
        .slice(1, -2)
        .map((cell) => cell.trim());
      return { damage, cells: cells.map((cell) => (cell === "fine" ? "" : cell)) };
    });
}

/** Rules at must for another reason than that a client breaks. */
const onOtherGround: ReadonlySet<string> = new Set(["wire/no-secrets"]);

/** Where the levels of the rules and the matrix disagree. */
export function faultsIn(rows: readonly Row[]): readonly string[] {
  const astray = rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const earned = new Set(astray.flatMap(({ broken }) => broken.must));
  return [
    ...wireRules
      .filter(({ id, level }) => level === "must" && !onOtherGround.has(id) && !earned.has(id))
      .map(({ id }) => `${id} is a must, and no SDK breaks where it is broken`),
    ...astray
      .filter(({ broken }) => broken.must.length === 0)
      .map(
        ({ damage, cells }) =>
          `${damage}: no must rule is broken, and an SDK breaks (${cells.filter((cell) => cell !== "").join(" / ")})`,
      ),
  ];
}
