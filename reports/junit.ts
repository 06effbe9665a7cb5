import XmlBuilder from "fast-xml-builder";

import { inOneFile, type Report, type RuleReport } from "./report.ts";
import { again, layers } from "./summary.ts";
import { visible } from "./text.ts";

const builder = new XmlBuilder({
  format: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  textNodeName: "#text",
  suppressEmptyNode: true,
});

/** The rules as the cases of a JUnit report: a suite for each family, as CI servers read it. */
export const junit = inOneFile("junit.xml", (report) => {
  const families = Map.groupBy(report.rules, ({ id }) => id.split("/")[0] ?? id);
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: {
      "@name": visible(report.target.name),
      ...countsOf(report.rules),
      testsuite: [
        verdictSuite(report),
        ...[...families].map(([family, rules]) => ({
          "@name": family,
          ...countsOf(rules),
          testcase: rules.map((rule) => ({
            "@classname": family,
            "@name": rule.id,
            ...verdictOn(report, rule),
          })),
        })),
      ],
    },
  });
});

/** The verdict as a case: it fails where something counts that no rule tells, and where nothing is proved. */
function verdictSuite({ verdict, ruling, rules }: Report): object {
  const isToldByRules = rules.some(({ outcome }) => failing.has(outcome));
  const isFailing = verdict !== "conforms" && !(verdict === "divergence" && isToldByRules);
  return {
    "@name": "verdict",
    "@tests": 1,
    "@failures": isFailing ? 1 : 0,
    "@errors": 0,
    "@skipped": 0,
    testcase: {
      "@classname": "verdict",
      "@name": "verdict",
      ...(isFailing
        ? {
            failure: {
              "@type": verdict ?? "none",
              "@message": visible(ruling?.because ?? "there is no verdict"),
            },
          }
        : {}),
    },
  };
}

const failing: ReadonlySet<RuleReport["outcome"]> = new Set(["broken", "stale"]);
const passing: ReadonlySet<RuleReport["outcome"]> = new Set(["kept", "tolerated"]);

const countsOf = (rules: readonly RuleReport[]): object => ({
  "@tests": rules.length,
  "@failures": rules.filter(({ outcome }) => failing.has(outcome)).length,
  "@errors": 0,
  "@skipped": rules.filter(({ outcome }) => !failing.has(outcome) && !passing.has(outcome)).length,
});

/** What the case of a rule says: broken and stale fail; what was not tried, or is in doubt, is skipped. */
function verdictOn(report: Report, rule: RuleReport): object {
  const { outcome, because } = rule;
  const why = because === undefined ? "" : `: ${visible(because)}`;
  if (outcome === "kept") return {};
  if (outcome === "tolerated") return { "system-out": `known deviation${why}` };
  if (!failing.has(outcome)) return { skipped: { "@message": `${outcome}${why}` } };
  return {
    failure: {
      "@type": outcome,
      "@message":
        outcome === "stale" ? `listed as a deviation, and kept${why}` : headline(report, rule),
      "#text": details(report, rule),
    },
  };
}

const headline = ({ defects = [], ruling }: Report, { id, defect }: RuleReport): string => {
  const title = visible(defects.find((one) => one.id === defect)?.title ?? id);
  return ruling?.newlyBroken?.includes(id) === true ? `new since the baseline: ${title}` : title;
};

const details = (report: Report, { level, clause, layer, counterexample }: RuleReport): string =>
  [
    `${level}: ${clause.quote} (${clause.source})`,
    ...(counterexample === undefined
      ? []
      : [
          `expected: ${visible(counterexample.expected)}`,
          `actual: ${visible(counterexample.actual)}`,
          ...counterexample.awsCli.map((line) => visible(line)),
          again(report, counterexample.token),
        ]),
    ...(layer === undefined ? [] : [`cause: ${layers[layer]}`]),
  ].join("\n");
