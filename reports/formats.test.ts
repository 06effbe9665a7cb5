import { readFileSync } from "node:fs";

import { SaxesParser } from "saxes";
import { beforeAll, describe, expect, it } from "vitest";

import { survey } from "../properties/survey.ts";
import { isLeaking, withoutLeaks } from "../targets/leaks.ts";
import { together } from "../targets/reference/faults.ts";
import { reference } from "../targets/reference/index.ts";
import { mutants } from "../targets/reference/mutants/index.ts";
import { withSecrets } from "../targets/secrets.ts";
import { formats } from "./index.ts";
import { type Format, type Outcome, type Report, reportSchema } from "./report.ts";
import { published, schemaFile } from "./schema.ts";
import { summary } from "./terminal.ts";
import { code } from "./text.ts";
import { defectsTold } from "./told.ts";

const faults = [
  "delete-user/unknown-user",
  "create-user/user-id-empty",
  "describe-users/lists-default",
  "modify-user/unknown-user",
];
let report: Report;

beforeAll(async () => {
  const fault = together(
    mutants.filter(({ rule }) => faults.includes(rule)).map((mutant) => mutant.fault),
  );
  report = await survey(
    reference({
      fault,
      deviations: [
        { rule: "create-user/user-id-empty", because: "known | <b>" },
        { rule: "create-user/engine-unknown", because: "was wrong once" },
      ],
    }),
    { suiteVersion: "test", seed: 42, commands: 3000, shrinkCommands: 100, settleSeconds: 60 },
  );
});

const textOf = (name: keyof typeof formats, path?: string): string => {
  const files = formats[name].write(report);
  return (path === undefined ? files[0] : files.find((file) => file.path === path))?.text ?? "";
};

/** The names of the cases of a JUnit report, by what became of them. */
function casesIn(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let current = "";
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    if (name === "testcase") {
      current = String(attributes["name"]);
      found.set(current, "passed");
    } else if (["failure", "skipped"].includes(name)) found.set(current, name);
  });
  parser.write(xml).close();
  return found;
}

const asCase: { readonly [O in Outcome]: string } = {
  kept: "passed",
  tolerated: "passed",
  broken: "failure",
  stale: "failure",
  flaky: "skipped",
  unconfirmed: "skipped",
  unsupported: "skipped",
  untried: "skipped",
};

it("the published schema is that of today: npm run report:schema", () => {
  expect(readFileSync(schemaFile, "utf8")).toBe(published());
});

describe("all formats of one report", () => {
  it("come from a report in which much went wrong", () => {
    const met = new Set(report.rules.map(({ outcome }) => outcome));
    expect(met.isSupersetOf(new Set(["kept", "broken", "tolerated", "stale"]))).toBe(true);
    expect(defectsTold(report).length).toBeGreaterThan(1);
  });

  it("agree on every rule", () => {
    const outcomes = new Map(report.rules.map(({ id, outcome }) => [id, outcome]));
    const json = reportSchema.parse(JSON.parse(textOf("json")));
    expect(new Map(json.rules.map(({ id, outcome }) => [id, outcome]))).toEqual(outcomes);
    const markdown = [...textOf("markdown").matchAll(/^\| (\S+\/\S+) \| \w+ \| (\w+) \|/gm)];
    expect(new Map(markdown.map(([, id, outcome]) => [id, outcome]))).toEqual(outcomes);
    const html = [...textOf("html").matchAll(/<tr id="rule\/([^"]+)" data-outcome="(\w+)"/g)];
    expect(new Map(html.map(([, id, outcome]) => [id, outcome]))).toEqual(outcomes);
    const junit = casesIn(textOf("junit"));
    expect(junit.get("verdict")).toBe("passed");
    expect(new Map([...junit].filter(([id]) => id !== "verdict"))).toEqual(
      new Map([...outcomes].map(([id, outcome]) => [id, asCase[outcome]])),
    );
  });

  it("agree on every defect", () => {
    const found = defectsTold(report);
    const titles = found.map(({ title }) => title);
    expect([...textOf("html").matchAll(/<article class="card"/g)]).toHaveLength(found.length);
    expect(formats.issues.write(report)).toHaveLength(found.length);
    for (const [index, { text }] of formats.issues.write(report).entries()) {
      expect(text).toContain(found[index]?.rule.clause.links?.[0]);
      expect(text).toContain(code(found[index]?.rule.counterexample?.actual ?? "?"));
    }
    const annotations = (formats.github.say?.(report) ?? []).filter((line) =>
      /^::(?:error|warning)/.test(line),
    );
    expect(annotations).toHaveLength(found.length);
    for (const [index, title] of titles.entries())
      expect(annotations[index]).toContain(title.replaceAll(":", "%3A").replaceAll(",", "%2C"));
    expect([...textOf("markdown").matchAll(/^### \d+/gm)]).toHaveLength(found.length);
    expect(textOf("badge", "badge.json")).toContain(`${found.length} defects`);
    expect([...summary(report, process.stdout).matchAll(/broken.{0,6} [\w-]+\//g)]).toHaveLength(
      Math.min(10, found.length),
    );
  });

  it.each(Object.keys(formats).filter((name) => name !== "badge"))(
    "would be caught with a password in it: %s",
    (name) => {
      const secret = withSecrets<string>("{{z:20}}");
      const leaking: Report = {
        ...report,
        rules: report.rules.map((rule) =>
          rule.counterexample === undefined
            ? rule
            : {
                ...rule,
                counterexample: { ...rule.counterexample, actual: secret, awsCli: [secret] },
              },
        ),
      };
      const format: Format | undefined = Object.entries(formats).find(([one]) => one === name)?.[1];
      const texts = [
        ...(format?.write(leaking) ?? []).map(({ text }) => text),
        ...(format?.say?.(leaking) ?? []),
      ];
      expect(texts.some((text) => isLeaking(text))).toBe(true);
      expect(JSON.stringify(withoutLeaks(leaking))).not.toContain(secret);
    },
  );
});
