import { feature, label } from "allure-js-commons";
import { beforeAll, describe, expect, it } from "vitest";

import { allRules } from "../models/operations/index.ts";
import type { Report } from "../reports/report.ts";
import { visibleIn } from "../reports/text.ts";
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

describe.each(targets)("$name", (target) => {
  let report: Report;

  beforeAll(async () => {
    report = await survey(target, { suiteVersion: "test", ...defaultRun, settleSeconds: 60 });
  });

  it.each(allRules)("keeps $id", async ({ id, level, operation }) => {
    await feature(operation);
    await label("level", level);
    const rule = report.rules.find((one) => one.id === id);
    // What the target said stands in the message: nothing in it may do anything to a terminal.
    const { counterexample } = rule ?? {};
    expect({ outcome: rule?.outcome, counterexample: visibleIn(counterexample) }).toEqual({
      outcome: "kept",
      counterexample: undefined,
    });
  });
});
