import type { Report, RuleReport } from "./report.ts";
import { again } from "./summary.ts";
import { visible } from "./text.ts";

/** What is wrong with one rule, as a block of text: for a test that fails, where nothing else is shown. */
export function failureOf(report: Report, rule: RuleReport): string {
  const { id, level, outcome, because, clause, defect, counterexample } = rule;
  const title = report.defects?.find((one) => one.id === defect)?.title;
  return [
    `${id} (${level}) is ${outcome}${because === undefined ? "" : `: ${visible(because)}`}`,
    `  rests on: ${clause.quote} (${clause.facts.join(", ")}; ${clause.source})`,
    ...(title === undefined ? [] : [`  defect:   ${visible(title)}`]),
    ...(counterexample === undefined
      ? []
      : [
          `  expected: ${visible(counterexample.expected)}`,
          `  actual:   ${visible(counterexample.actual)}`,
          "  story:",
          ...counterexample.awsCli.map((line) => `    ${visible(line)}`),
          `  again:    ${again(report, counterexample.token)}`,
        ]),
  ].join("\n");
}
