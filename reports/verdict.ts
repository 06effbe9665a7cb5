import type { Report, RuleReport } from "./report.ts";

export interface VerdictOptions {
  /** `should` rules fail too. */
  readonly strict: boolean;
  /** Rules broken in an earlier report, which do not fail again. */
  readonly known: ReadonlySet<string>;
}

/** 0 conforms; 1 a rule is broken or a deviation is stale; 3 no verdict is possible. */
export function exitCodeOf(report: Report, { strict, known }: VerdictOptions): 0 | 1 | 3 {
  const fails = ({ id, outcome, level }: RuleReport): boolean =>
    outcome === "stale" || (outcome === "broken" && (strict || level === "must") && !known.has(id));
  if (report.rules.some((rule) => fails(rule))) return 1;
  return report.inconclusive === undefined ? 0 : 3;
}
