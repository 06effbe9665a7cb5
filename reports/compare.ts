import type { Report, RuleReport } from "./report.ts";
import { isBroken } from "./score.ts";
import { defectsTold, type ToldDefect } from "./told.ts";

/** One target or version beside others. */
export interface Column {
  readonly name: string;
  readonly report: Report;
  /** Defects that no other has, where there are others. */
  readonly onlyHere: readonly ToldDefect[];
  /** Rules that are broken here and were not in the baseline, and the other way round; nothing without a baseline. */
  readonly moved?: { readonly broken: readonly string[]; readonly mended: readonly string[] };
}

/** A defect or a rule, and what became of it in each column, in their order. */
export interface Row<T> {
  readonly id: string;
  readonly title: string;
  readonly cells: readonly (T | undefined)[];
  /** How many columns have it. */
  readonly count: number;
}

export interface Comparison {
  readonly columns: readonly Column[];
  readonly defects: readonly Row<ToldDefect>[];
  /** Rules that are broken or tolerated somewhere. */
  readonly rules: readonly Row<RuleReport>[];
}

/** What a target is called: with its version, or, where that is not known, with where it is. */
const nameOf = ({ target: { name, version, endpoint } }: Report): string =>
  [name, version ?? endpoint].filter((part) => part !== undefined).join(" ");

const wrongIn = ({ rules }: Report): ReadonlySet<string> =>
  new Set(rules.filter((rule) => isBroken(rule)).map(({ id }) => id));

/** What is kept, whether or not a list still says otherwise. */
const keptIn = ({ rules }: Report): ReadonlySet<string> =>
  new Set(
    rules.filter(({ outcome }) => outcome === "kept" || outcome === "stale").map(({ id }) => id),
  );

/**
 * Targets and versions beside each other, by defects and by rules. A defect is the same where it has the same id; what a list tolerates
 * is as wrong as what it does not. Of a baseline, movement is told of rules that both runs have tried.
 */
export function compared(
  reports: readonly Report[],
  baselineOf: (report: Report) => Report | undefined = () => undefined,
): Comparison {
  const told = reports.map((report) => defectsTold(untolerated(report)));
  const defects = rowsOf(
    told.map((those) => new Map(those.map((defect) => [defect.id, defect] as const))),
    ({ title }) => title,
  );
  const tried = reports.map(({ rules }) => new Map(rules.map((rule) => [rule.id, rule] as const)));
  const wrong = reports.map((report) => wrongIn(report));
  const rules = rowsOf(tried, ({ id }) => id).filter(({ cells }) =>
    cells.some((cell) => cell !== undefined && isBroken(cell)),
  );
  return {
    columns: reports.map((report, index) => {
      const baseline = baselineOf(report);
      return {
        name: nameOf(report),
        report,
        onlyHere:
          reports.length < 2
            ? []
            : defects.flatMap(({ count, cells }) =>
                count === 1 && !isElsewhere(cells[index], index, wrong) ? (cells[index] ?? []) : [],
              ),
        ...(baseline === undefined ? {} : { moved: movement(baseline, report) }),
      };
    }),
    defects,
    rules: rules.map((row) => ({
      ...row,
      count: row.cells.filter((cell) => cell !== undefined && isBroken(cell)).length,
    })),
  };
}

/**
 * A report in which nothing is excused: targets are held beside each other by what they do. What is tolerated and no defect was told of,
 * as its story was not looked for, belongs to the defect that its list names, or stands by itself.
 */
function untolerated(report: Report): Report {
  const rules = report.rules.map((rule) =>
    rule.outcome === "tolerated" ? { ...rule, outcome: "broken" as const } : rule,
  );
  const { defects } = report;
  if (defects === undefined) return { ...report, rules };
  const told = new Set(defects.flatMap((defect) => defect.rules));
  const others = rules.filter(({ id, outcome }) => outcome === "broken" && !told.has(id));
  return {
    ...report,
    rules,
    defects: [
      ...defects,
      ...others.map(({ id, level }) => ({
        id,
        title: id,
        rule: id,
        because: "",
        level,
        harm: "answer" as const,
        confidence: "low" as const,
        rules: [id],
      })),
    ],
  };
}

/** Rows in the order in which they first come, those that most columns have first. */
function rowsOf<T>(
  columns: readonly ReadonlyMap<string, T>[],
  titleOf: (cell: T) => string,
): readonly Row<T>[] {
  const titles = new Map(
    columns.flatMap((column) => [...column].map(([id, cell]) => [id, titleOf(cell)] as const)),
  );
  return [...titles]
    .map(([id, title]) => {
      const cells = columns.map((column) => column.get(id));
      return { id, title, cells, count: cells.filter((cell) => cell !== undefined).length };
    })
    .toSorted((one, other) => other.count - one.count);
}

/** True of a defect of which a rule is broken at another one too, by whatever defect that is told there. */
const isElsewhere = (
  defect: ToldDefect | undefined,
  here: number,
  wrong: readonly ReadonlySet<string>[],
): boolean =>
  defect !== undefined &&
  wrong.some(
    (those, index) =>
      index !== here && [defect.rule, ...defect.others].some(({ id }) => those.has(id)),
  );

function movement(baseline: Report, report: Report): NonNullable<Column["moved"]> {
  const [then, now] = [wrongIn(baseline), wrongIn(report)];
  const [keptThen, keptNow] = [keptIn(baseline), keptIn(report)];
  return {
    broken: [...now].filter((id) => keptThen.has(id)),
    mended: [...then].filter((id) => keptNow.has(id)),
  };
}

/** How many defects a column has. */
export const defectsIn = ({ defects }: Comparison, index: number): number =>
  defects.filter(({ cells }) => cells[index] !== undefined).length;

/** How a column moved, in words; empty where there is no baseline. */
export const movedText = ({ moved }: Column): string =>
  moved === undefined ? "" : `${moved.broken.length} newly broken, ${moved.mended.length} mended`;
