import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";

import { type Outcome, type Report, reportSchema } from "../reports/report.ts";
import { defectsTold } from "../reports/told.ts";

const run = promisify(execFile);

/** A project of somebody who has a suite of this package's, and Allure: in this folder, where packages are found. */
const project = join(import.meta.dirname, "../reports/out/allure-suite");

const suite = `
import { writeFileSync } from "node:fs";

import { conformance } from "../../../properties/conformance.ts";
import { together } from "../../../targets/reference/faults.ts";
import { reference } from "../../../targets/reference/index.ts";
import { mutants } from "../../../targets/reference/mutants/index.ts";

const faults = ["delete-user/unknown-user", "create-user/user-id-empty", "describe-users/lists-default", "modify-user/unknown-user"];
const fault = together(mutants.filter(({ rule }) => faults.includes(rule)).map((mutant) => mutant.fault));
const deviations = [
  { rule: "create-user/user-id-empty", because: "known" },
  { rule: "create-user/engine-unknown", because: "was wrong once" },
];
conformance(reference({ fault, deviations }), {
  commands: 3000,
  onReport: (report) => writeFileSync(import.meta.dirname + "/report.json", JSON.stringify(report)),
});
`;

const config = `
export default {
  test: {
    root: import.meta.dirname,
    include: ["suite.test.ts"],
    setupFiles: ["allure-vitest/setup"],
    reporters: ["dot", ["allure-vitest/reporter", { resultsDir: import.meta.dirname + "/results" }]],
  },
};
`;

const result = z.object({
  name: z.string(),
  status: z.enum(["passed", "failed", "skipped"]),
  labels: z.array(z.object({ name: z.string(), value: z.string() })),
  steps: z.array(z.object({ name: z.string() })),
});

const asStatus: { readonly [O in Outcome]: z.infer<typeof result>["status"] } = {
  kept: "passed",
  tolerated: "passed",
  broken: "failed",
  stale: "failed",
  flaky: "failed",
  unconfirmed: "failed",
  unsupported: "skipped",
  untried: "skipped",
};

let report: Report;
/** What Allure was told, by rule. */
let told: ReadonlyMap<string, z.infer<typeof result>>;

beforeAll(async () => {
  rmSync(project, { recursive: true, force: true });
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "suite.test.ts"), suite);
  writeFileSync(join(project, "vitest.config.ts"), config);
  // It fails, as rules are broken: what it says is in its results.
  await run("vitest", ["run", "--config", join(project, "vitest.config.ts")]).catch(() => {});
  report = reportSchema.parse(JSON.parse(readFileSync(join(project, "report.json"), "utf8")));
  const results = readdirSync(join(project, "results"))
    .filter((name) => name.endsWith("-result.json"))
    .map((name) => result.parse(JSON.parse(readFileSync(join(project, "results", name), "utf8"))));
  told = new Map(results.map((one) => [labelOf(one, "story") ?? one.name, one]));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

const labelOf = ({ labels }: z.infer<typeof result>, wanted: string): string | undefined =>
  labels.find(({ name }) => name === wanted)?.value;

it("Allure tells of each rule what the report tells", () => {
  expect(new Set(report.rules.map(({ outcome }) => outcome))).toEqual(
    new Set(["kept", "broken", "tolerated", "stale", "untried"]),
  );
  for (const { id, outcome, level, counterexample } of report.rules) {
    const one = told.get(id);
    expect([id, one?.status, one && labelOf(one, "outcome"), one && labelOf(one, "level")]).toEqual(
      [id, asStatus[outcome], outcome, level],
    );
    // Attachments are steps of Allure's too, and no operations.
    const steps = one?.steps.flatMap(({ name }) => /^\w+(?=\()/.exec(name)?.[0] ?? []);
    expect([id, steps]).toEqual([
      id,
      counterexample?.commands.map(({ operation }) => operation) ?? [],
    ]);
  }
  expect(told.size).toBe(report.rules.length + 1);
});

it("Allure tells each defect", () => {
  const titles = new Set([...told.values()].flatMap((one) => labelOf(one, "defect") ?? []));
  expect(titles).toEqual(new Set(defectsTold(report).map(({ title }) => title)));
});

it("Allure's page is small, but for Allure's own program", async () => {
  const page = join(project, "page");
  // Without the history of the runs that somebody keeps beside it.
  const { historyPath, ...rc } = z
    .looseObject({ historyPath: z.string() })
    .parse(JSON.parse(readFileSync("allurerc.json", "utf8")));
  expect(historyPath).toContain("allure-history");
  writeFileSync(join(project, "allurerc.json"), JSON.stringify(rc));
  const options = ["--output", page, "--config", join(project, "allurerc.json")];
  await run("allure", ["generate", join(project, "results"), ...options]);
  const sizes = readdirSync(page, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^app-.*\.js$/.test(entry.name))
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
});
