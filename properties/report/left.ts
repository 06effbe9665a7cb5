import type { Combinations } from "../../models/combinations/parameter.ts";
import type { ListedRule } from "../../models/operations/index.ts";
import { cells, nameOf } from "../../models/universe/coverage-table.ts";
import type { Report, RuleReport } from "../../reports/report.ts";
import type { Target } from "../../targets/target.ts";
import { provingStories } from "../diagnosis/proving-stories.ts";
import type { SearchResult } from "../gathering.ts";
import { oftenEnough } from "../generate/seldom.ts";
import type { Support } from "../run/probe.ts";

/** What a run did not come upon, as far as that can be told: pairs of classes, and what is estimated to be left. */
export function left(
  { pairs, sample, cells: reached }: SearchResult,
  { disposable }: Target,
  support: Support,
): Pick<Report, "cells" | "pairs" | "estimate"> {
  const isReachable = ({ states }: Combinations, state: string): boolean => {
    const met = states.find(({ name }) => name === state);
    return (
      met === undefined ||
      ((disposable || met.isReserved !== true) &&
        met.plan("u-0").every(({ operation }) => support[operation] === "supported"))
    );
  };
  const { met, reachable, unmet } = pairs.table(
    (name) => support[name] === "supported",
    isReachable,
  );
  const estimate = sample.estimate();
  return {
    cells: tableOf(reached, support),
    pairs: { met, reachable, unmet: [...unmet] },
    ...(estimate === undefined
      ? {}
      : { estimate: { ...estimate, interval: [estimate.interval[0], estimate.interval[1]] } }),
  };
}

/** Why few answers had anything to say about a rule that was kept. */
export function scarcity(
  { id, meanwhile }: ListedRule,
  exercised: number,
  requests: number,
): Pick<RuleReport, "few"> {
  if (exercised >= oftenEnough) return {};
  const { length } = provingStories().find(({ rule }) => rule === id)?.conversation ?? [id];
  const cost = `it takes ${length === 1 ? "a request of its own" : `${length} requests in a row`}, and ${requests} were sent`;
  return {
    few: meanwhile === true ? `${cost}; it speaks only of what was seen changing` : cost,
  };
}

/** How much of the table of what can happen to users was met. What is never seen changing cannot be met so. */
function tableOf(reached: ReadonlySet<string>, support: Support): NonNullable<Report["cells"]> {
  const seen = new Set(
    cells.filter((cell) => reached.has(nameOf(cell))).map(({ status }) => status),
  );
  const reachable = cells
    .filter(({ operation, status }) => support[operation] === "supported" && seen.has(status))
    .map((cell) => nameOf(cell));
  return {
    reached: reachable.filter((name) => reached.has(name)).length,
    reachable: reachable.length,
    unreached: reachable.filter((name) => !reached.has(name)),
    statuses: [...seen],
  };
}
