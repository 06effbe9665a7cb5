import type { Report } from "./report.ts";

export interface VerdictOptions {
  /** `should` rules and crashes fail too; they do not unless said. */
  readonly strict?: boolean | undefined;
  /** An earlier report: what was broken in it does not fail again. */
  readonly baseline?: Pick<Report, "rules" | "crashes" | "defects"> | undefined;
}

/** What a run comes to: the one verdict, and the exit code that goes with it. */
export type Ruling = NonNullable<Report["ruling"]> & {
  readonly verdict: NonNullable<Report["verdict"]>;
};

type Judged = Pick<
  Report,
  "rules" | "inconclusive" | "crashes" | "operations" | "absences" | "target" | "defects"
>;

/** What whoever claims to be the user API must have: nothing conforms that was not asked for each of these. */
const essential = ["CreateUser", "ModifyUser", "DescribeUsers", "DeleteUser"] as const;

/**
 * Why nothing is known to conform, though nothing is broken: an operation of users was never answered. One that the target is listed
 * to lack is excused, and so is one that a client leaves out.
 */
function gap({ rules, operations, absences = [], target }: Judged): string | undefined {
  const missing = essential.filter((name) => {
    const isExcused =
      target.kind === "client" ? operations[name] === "unsupported" : isListed(name, absences);
    const speaking = rules.filter(({ operation }) => operation === name);
    return !isExcused && speaking.length > 0 && speaking.every(({ exercised }) => exercised === 0);
  });
  return missing.length === 0
    ? undefined
    : `${missing.join(", ")} ${missing.length === 1 ? "was" : "were"} never answered: without the four operations on users nothing conforms, unless a deviation lists what is lacking`;
}

const isListed = (name: string, absences: NonNullable<Report["absences"]>): boolean =>
  absences.some(({ operation, outcome }) => operation === name && outcome === "tolerated");

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
  const stale = [...report.rules, ...(report.absences ?? [])].filter(
    ({ outcome }) => outcome === "stale",
  );
  const doubt = report.inconclusive ?? gap(report);
  const mended = report.rules.filter(({ id, outcome }) => outcome === "kept" && known.has(id));
  const knownCrashes = new Set(baseline?.crashes?.map(({ id }) => id));
  const crashes = (report.crashes ?? []).filter(({ id }) => !knownCrashes.has(id));
  const exitCode =
    failing.length + stale.length > 0 || (strict && crashes.length > 0)
      ? 1
      : doubt === undefined
        ? 0
        : 3;
  const how = baseline === undefined ? "broken" : "newly broken";
  const because = [
    ...counted(failing, how),
    ...counted(stale, "stale"),
    ...(exitCode === 3 ? [`inconclusive: ${doubt}`] : []),
    ...(exitCode === 0 ? ["nothing is broken that counts"] : []),
    ...counted(
      crashes,
      `${crashes.length === 1 ? "crash" : "crashes"}${strict ? "" : " that only --strict counts"}`,
    ),
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
      : {
          newlyBroken: news.map(({ id }) => id),
          mended: mended.map(({ id }) => id),
          stillBroken: broken.filter(({ id }) => known.has(id)).map(({ id }) => id),
          ...defectsSince(baseline.defects, report),
        }),
  };
}

/** Which defects are new, and which are gone: no rule of theirs is broken any more. Nothing where either run tells none. */
function defectsSince(
  then: Report["defects"],
  { defects: now, rules }: Judged,
): Pick<Ruling, "newDefects" | "mendedDefects"> {
  if (then === undefined || now === undefined) return {};
  const broken = brokenIn({ rules });
  const known = new Set(then.map(({ id }) => id));
  return {
    newDefects: now.filter(({ id }) => !known.has(id)).map(({ id }) => id),
    mendedDefects: then
      .filter((one) => !one.rules.some((rule) => broken.has(rule)))
      .map(({ id, title }) => ({ id, title })),
  };
}

const counted = (rules: readonly unknown[], how: string): readonly string[] =>
  rules.length === 0 ? [] : [`${rules.length} ${how}`];

/** The exit code that goes with a report. */
export const exitCodeOf = (report: Judged, options: VerdictOptions = {}): 0 | 1 | 3 =>
  rulingOn(report, options).exitCode;
