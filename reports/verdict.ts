import type { Report, RuleReport } from "./report.ts";

export interface VerdictOptions {
  /** `should` rules fail too; they do not unless said. */
  readonly strict?: boolean | undefined;
  /** An earlier report: what was broken in it does not fail again. */
  readonly baseline?: Pick<Report, "rules"> | undefined;
}

/** What a run comes to: the one verdict, and the exit code that goes with it. */
export type Ruling = NonNullable<Report["ruling"]> & {
  readonly verdict: NonNullable<Report["verdict"]>;
};

type Judged = Pick<Report, "rules" | "inconclusive">;

const brokenIn = ({ rules }: Pick<Report, "rules">): ReadonlySet<string> =>
  new Set(rules.filter(({ outcome }) => outcome === "broken").map(({ id }) => id));

/**
 * The verdict on a run, by its deviations, its strictness and its baseline. 0 conforms; 1 diverges: a rule is broken, or a deviation
 * is stale; 3 is inconclusive.
 */
export function rulingOn(report: Judged, { strict = false, baseline }: VerdictOptions): Ruling {
  const known = baseline === undefined ? new Set<string>() : brokenIn(baseline);
  const broken = report.rules.filter(({ outcome }) => outcome === "broken");
  const news = broken.filter(({ id }) => !known.has(id));
  const failing = news.filter(({ level }) => strict || level === "must");
  const stale = report.rules.filter(({ outcome }) => outcome === "stale");
  const mended = report.rules.filter(({ id, outcome }) => outcome === "kept" && known.has(id));
  const exitCode =
    failing.length + stale.length > 0 ? 1 : report.inconclusive === undefined ? 0 : 3;
  const how = baseline === undefined ? "broken" : "newly broken";
  const because = [
    ...counted(failing, how),
    ...counted(stale, "stale"),
    ...(exitCode === 3 ? [`inconclusive: ${report.inconclusive}`] : []),
    ...(exitCode === 0 ? ["nothing is broken that counts"] : []),
    ...counted(
      news.filter((rule) => !failing.includes(rule)),
      `${how} that only --strict counts`,
    ),
    ...counted(
      broken.filter(({ id }) => known.has(id)),
      "known from the baseline",
    ),
    ...counted(
      report.rules.filter(({ outcome }) => outcome === "tolerated"),
      "tolerated",
    ),
    ...counted(mended, "mended since the baseline"),
  ].join(", ");
  return {
    verdict: exitCode === 1 ? "divergence" : exitCode === 3 ? "inconclusive" : "conforms",
    exitCode,
    because,
    ...(baseline === undefined
      ? {}
      : { newlyBroken: news.map(({ id }) => id), mended: mended.map(({ id }) => id) }),
  };
}

const counted = (rules: readonly RuleReport[], how: string): readonly string[] =>
  rules.length === 0 ? [] : [`${rules.length} ${how}`];

/** The exit code that goes with a report. */
export const exitCodeOf = (report: Judged, options: VerdictOptions = {}): 0 | 1 | 3 =>
  rulingOn(report, options).exitCode;
