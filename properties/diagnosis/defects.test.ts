import { beforeAll, describe, expect, it } from "vitest";

import { type Report, reportSchema } from "../../reports/report.ts";
import { together, without } from "../../targets/reference/faults.ts";
import { reference } from "../../targets/reference/index.ts";
import { survey } from "../survey.ts";
import { withDefects } from "./defects.ts";

describe("the defects of a report", () => {
  let report: Report;

  beforeAll(async () => {
    const fault = together([
      without("CreateUser", "known engine"),
      without("DescribeUsers", "whole filters"),
    ]);
    report = await survey(reference({ fault }), {
      suiteVersion: "test",
      seed: 1,
      commands: 600,
      shrinkCommands: 200,
      settleSeconds: 10,
    });
  });

  it("are what was put in, the worst first, each with a story, a control and its rules", () => {
    expect(report.defects).toMatchObject([
      {
        id: "create-user/engine-unknown",
        title: "CreateUser accepts what AWS refuses: engine unknown",
        rule: "create-user/engine-unknown",
        level: "must",
        harm: "acceptance",
        confidence: "high",
        story: expect.stringMatching(/^ec1\./),
        control: {
          difference: "with Engine redis",
          story: expect.stringMatching(/^ec1\./),
        },
        rules: ["create-user/engine-unknown"],
      },
      {
        id: "describe-users/filter-without-values",
        control: { difference: "without Filters" },
      },
    ]);
    for (const { id, rules } of report.defects ?? [])
      for (const rule of rules)
        expect(report.rules.find((one) => one.id === rule)).toMatchObject({ defect: id });
  });

  it("are a function of the report as it is written down", async () => {
    const { defects: _, ...stored } = reportSchema.parse(JSON.parse(JSON.stringify(report)));
    const again = await withDefects(stored);
    expect(again.defects).toEqual(report.defects?.map(({ control: __, ...defect }) => defect));
  });

  it("are not looked for where the run was interrupted: the report stays as it was", async () => {
    const { defects: _, ...stored } = report;
    expect(await withDefects(stored, { signal: AbortSignal.abort() })).toBe(stored);
  });
});
