import { describe, expect, it } from "vitest";

import { comparisonMarkdown, comparisonText } from "./compare-text.ts";
import { compared } from "./compare.ts";
import { matrixPage } from "./html/matrix.ts";
import { formats } from "./index.ts";
import type { Outcome, Report } from "./report.ts";
import { rulingOn } from "./verdict.ts";

/** A report in which each rule came to something, and each that is wrong is a defect of its own. */
function reportOf(name: string, outcomes: Readonly<Record<string, Outcome>>): Report {
  const wrong = Object.keys(outcomes).filter((id) =>
    ["broken", "tolerated"].includes(outcomes[id] ?? ""),
  );
  return {
    schemaVersion: 1,
    suite: { version: "test" },
    target: { name },
    seed: 1,
    budget: { commands: 1, shrinkCommands: 1, settleSeconds: 1 },
    spent: { commands: 1, shrinkCommands: 1, seconds: 1 },
    operations: {},
    score: { coverage: 1, divergence: 0, grade: "B", gradeCriteria: "" },
    lost: [],
    defects: wrong.map((id) => ({
      id,
      title: `it breaks ${id}`,
      rule: id,
      because: "",
      level: "must",
      harm: "answer",
      confidence: "high",
      rules: [id],
    })),
    rules: Object.entries(outcomes).map(([id, outcome]) => ({
      id,
      operation: "CreateUser",
      level: "must",
      outcome,
      exercised: outcome === "unsupported" ? 0 : 1,
      clause: { source: "", quote: "", facts: [], evidence: "documented" },
    })),
  };
}

const one = reportOf("one", { "a/a": "broken", "a/b": "kept", "a/c": "broken", "a/d": "kept" });
const other = reportOf("other <b>", {
  "a/a": "tolerated",
  "a/b": "broken",
  "a/c": "kept",
  "a/d": "unsupported",
});

describe("reports beside each other", () => {
  it("tell what fails where, and what fails only there", () => {
    const { columns, defects, rules } = compared([one, other]);
    expect(defects.map(({ id, count }) => [id, count])).toEqual([
      ["a/a", 2],
      ["a/c", 1],
      ["a/b", 1],
    ]);
    expect(columns.map(({ onlyHere }) => onlyHere.map(({ id }) => id))).toEqual([["a/c"], ["a/b"]]);
    expect(rules.map(({ id }) => id)).toEqual(["a/a", "a/b", "a/c"]);
  });

  it("tell what moved since a baseline, of what both have tried", () => {
    const [column] = compared([other], () => one).columns;
    expect(column?.moved).toEqual({ broken: ["a/b"], mended: ["a/c"] });
    const [same] = compared([one], () => one).columns;
    expect(same?.moved).toEqual({ broken: [], mended: [] });
  });

  it("are texts in which a name is a name", () => {
    const comparison = compared([one, other], () => one);
    expect(comparisonText(comparison).split("\n")[2]).toMatch(
      /^other <b> +B +2 +1 +2 +100 % +1 newly broken, 1 mended$/,
    );
    expect(comparisonMarkdown(comparison)).toContain(String.raw`other \<b\>`);
    expect(matrixPage(comparison, { title: "x" })).not.toContain("<b>");
  });
});

describe("a report of which a list tolerates all", () => {
  const listed = { ...reportOf("listed", { "a/a": "tolerated" }), defects: [] };
  const plain = reportOf("plain", { "a/a": "broken", "a/b": "broken" });

  it("has what it tolerates, and it fails nowhere only", () => {
    const { columns, rules } = compared([listed, plain]);
    expect(rules.map(({ id, count }) => [id, count])).toEqual([
      ["a/a", 2],
      ["a/b", 1],
    ]);
    expect(columns.map(({ onlyHere }) => onlyHere.map(({ id }) => id))).toEqual([[], ["a/b"]]);
  });
});

describe("what counts beside rules", () => {
  it("is told by every view: an absence that is stale", () => {
    const stale: Report = {
      ...reportOf("one", { "a/a": "kept" }),
      absences: [{ operation: "ModifyUser", outcome: "stale", because: "was not there" }],
      verdict: "divergence",
      ruling: { exitCode: 1, because: "1 stale" },
    };
    const texts = Object.fromEntries(
      (["markdown", "junit", "badge", "html"] as const).map((name) => [
        name,
        formats[name]
          .write(stale)
          .map(({ text }) => text)
          .join(""),
      ]),
    );
    expect(texts["markdown"]).toContain(
      "Take off the list of deviations what is mended: ModifyUser",
    );
    expect(texts["junit"]).toContain('name="verdict"');
    expect(texts["junit"]).toContain("<failure");
    expect(texts["badge"]).toContain("divergence");
    expect(texts["html"]).toContain("1 stale");
  });
});

describe("what moved since a baseline", () => {
  it("is told by rules and by defects", () => {
    const now = reportOf("one", { "a/a": "broken", "a/b": "broken", "a/c": "kept" });
    expect(rulingOn(now, { baseline: one })).toMatchObject({
      newlyBroken: ["a/b"],
      stillBroken: ["a/a"],
      mended: ["a/c"],
      newDefects: ["a/b"],
      mendedDefects: [{ id: "a/c", title: "it breaks a/c" }],
    });
  });
});
