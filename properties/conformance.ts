import type * as Allure from "allure-js-commons";
import { beforeAll, describe, it } from "vitest";

import { allRules, type ListedRule } from "../models/operations/index.ts";
import { commandText } from "../reports/command-text.ts";
import { failureOf } from "../reports/failure.ts";
import { html } from "../reports/html/html.ts";
import type { Report, RuleReport } from "../reports/report.ts";
import type { Target } from "../targets/target.ts";
import type { SurveyOptions } from "./options.ts";
import { survey } from "./survey.ts";

export interface ConformanceOptions extends SurveyOptions {
  /** Called with the report once there is one: to write it down, for example. */
  readonly onReport?: (report: Report) => void | Promise<void>;
}

/**
 * Declares, in anyone's vitest suite, one test for each rule, and one for the run as a whole. Rules that the target has no operation
 * for, and those that no answer had anything to say about, are skipped with the reason. The survey takes as long as its budget says,
 * whatever `hookTimeout` is. Where allure-vitest is set up, Allure is told what each rule is about.
 */
export function conformance(
  target: Target,
  { onReport, ...options }: ConformanceOptions = {},
): void {
  const { isWanted = () => true } = options;
  describe(target.name, () => {
    let report: Report;

    beforeAll(async () => {
      report = await survey(target, { settleSeconds: 60, ...options });
      await onReport?.(report);
    }, 0);

    it("comes to a verdict", async () => {
      const api = await allure();
      await api?.attachment("report.html", pageOf(report), "text/html");
      const { verdict, ruling, inconclusive, absences = [] } = report;
      const stale = absences.filter(({ outcome }) => outcome === "stale");
      if (stale.length > 0)
        throw new Failure(
          `stale: listed as absent, and there: ${stale.map(({ operation }) => operation).join(", ")}`,
        );
      if (verdict !== "inconclusive") return;
      await api?.label("outcome", "inconclusive");
      throw new Failure(`inconclusive: ${inconclusive ?? ruling?.because}`);
    });

    for (const rule of allRules.filter(({ id }) => isWanted(id)))
      it(`keeps ${rule.id}`, async ({ skip }) => {
        const told = report.rules.find(({ id }) => id === rule.id);
        if (told === undefined) throw new Failure(`${rule.id} is not in the report`);
        const api = await allure();
        if (api !== undefined) await describeTo(api, rule, told, titleOf(report, told));
        if (told.outcome === "unsupported" || told.outcome === "untried")
          skip(told.because ?? whyNot(told));
        if (told.outcome !== "kept" && told.outcome !== "tolerated")
          throw new Failure(failureOf(report, told));
      });
  });
}

const pageOf = (report: Report): string => html.write(report)[0]?.text ?? "";

const whyNot = ({ outcome, operation }: RuleReport): string =>
  outcome === "unsupported"
    ? `${operation} is not supported`
    : "No answer had anything to say about it.";

const titleOf = ({ defects = [] }: Report, { defect }: RuleReport): string | undefined =>
  defects.find(({ id }) => id === defect)?.title;

/** A rule that is not kept, told in full: where it was thrown helps nobody. */
class Failure extends Error {
  // So that Allure counts it as failed, and not as a test that is broken itself.
  override readonly name = "AssertionError";
  override readonly stack = "";
}

/** Allure, where a run has it: without it, nothing of it is loaded. */
const allure = async (): Promise<typeof Allure | undefined> =>
  "allureTestRuntime" in globalThis ? await import("allure-js-commons") : undefined;

/** Tells Allure what a rule is about, and how it is broken. */
async function describeTo(
  allureApi: typeof Allure,
  { id, operation, level, clause }: ListedRule,
  { outcome, because, counterexample, clause: told }: RuleReport,
  defect: string | undefined,
): Promise<void> {
  await allureApi.epic(operation === "any" ? "every operation" : operation);
  await allureApi.feature(id.split("/")[0] ?? id);
  await allureApi.story(id);
  await allureApi.severity(level === "must" ? "critical" : "minor");
  await allureApi.label("level", level);
  await allureApi.label("outcome", outcome);
  if (defect !== undefined) await allureApi.label("defect", defect);
  await allureApi.description(
    `${clause.quote}\n\n${clause.source} (${clause.evidence}; ${clause.facts.join(", ")})${because === undefined ? "" : `\n\n${because}`}`,
  );
  for (const url of told.links ?? []) await allureApi.link(url, clause.source);
  if (counterexample === undefined) return;
  for (const [index, command] of counterexample.commands.entries())
    await allureApi.logStep(
      commandText(command),
      index === counterexample.commands.length - 1 && outcome === "broken"
        ? allureApi.Status.FAILED
        : allureApi.Status.PASSED,
    );
  await allureApi.attachment("story.sh", counterexample.awsCli.join("\n"), "text/plain");
  await allureApi.attachment(
    "exchanges.json",
    JSON.stringify(counterexample.exchanges, null, 2),
    "application/json",
  );
}
