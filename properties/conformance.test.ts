import { feature, label } from "allure-js-commons";
import { beforeAll, describe, expect, it } from "vitest";

import { allRules } from "../models/operations/index.ts";
import { failureOf } from "../reports/failure.ts";
import type { Report, RuleReport } from "../reports/report.ts";
import { endpoint } from "../targets/endpoint.ts";
import { type Mount, mounts, reference } from "../targets/reference/index.ts";
import type { Target } from "../targets/target.ts";
import { defaultRun, survey } from "./survey.ts";

const { CONFORMANCE_TARGETS = "reference", CONFORMANCE_ENDPOINT, CONFORMANCE_RESET } = process.env;

/** The targets that CONFORMANCE_TARGETS names: the reference, how it is mounted after a colon, or an endpoint. */
const targets: readonly Target[] = CONFORMANCE_TARGETS.split(",").map((name) => {
  const [kind, how = "direct"] = name.split(":");
  const mount = mounts.find((known): known is Mount => known === how);
  if (kind === "reference" && mount !== undefined) return reference({ mount });
  if (CONFORMANCE_ENDPOINT === undefined)
    throw new Error(`CONFORMANCE_TARGETS=${name} needs CONFORMANCE_ENDPOINT`);
  return endpoint({ name, url: CONFORMANCE_ENDPOINT, reset: CONFORMANCE_RESET });
});

const whyNot = ({ outcome, operation }: RuleReport): string =>
  outcome === "unsupported"
    ? `${operation} is not supported`
    : "No answer had anything to say about it.";

/** What is no failure. */
const fine: ReadonlySet<string> = new Set(["kept", "tolerated"]);

/** A rule that is not kept, told in full: where it was thrown helps nobody. */
class Failure extends Error {
  override readonly name = "Failure";
  override readonly stack = "";
}

describe.each(targets)("$name", (target) => {
  let report: Report;

  // However long it takes: its own budget ends it.
  beforeAll(async () => {
    report = await survey(target, { suiteVersion: "test", ...defaultRun, settleSeconds: 60 });
  }, 0);

  it.for(allRules)("keeps $id", async ({ id, level, operation }, { skip }) => {
    await feature(operation);
    await label("level", level);
    const rule = report.rules.find((one) => one.id === id);
    if (rule === undefined) throw new Error(`${id} is not in the report`);
    if (rule.outcome === "unsupported" || rule.outcome === "untried")
      skip(rule.because ?? whyNot(rule));
    if (!fine.has(rule.outcome)) throw new Failure(failureOf(report, rule));
    expect(fine).toContain(rule.outcome);
  });
});
