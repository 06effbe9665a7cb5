import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { outcomes, type RuleReport } from "./report.ts";
import { rulingOn } from "./verdict.ts";

const rule = (id: string, outcome: RuleReport["outcome"], level: RuleReport["level"] = "must") =>
  ({
    id,
    operation: "CreateUser",
    level,
    outcome,
    exercised: 1,
    clause: { source: "", quote: "", facts: [], evidence: "documented" },
  }) satisfies RuleReport;

const run = (rules: readonly RuleReport[], inconclusive?: string) => ({
  rules: [...rules],
  operations: {},
  target: { name: "some" },
  ...(inconclusive === undefined ? {} : { inconclusive }),
});

describe("a verdict and its exit code", () => {
  it.each<
    readonly [
      string,
      Parameters<typeof rulingOn>[0],
      Parameters<typeof rulingOn>[1],
      Partial<ReturnType<typeof rulingOn>>,
    ]
  >([
    [
      "nothing broken",
      run([rule("a/a", "kept")]),
      {},
      { verdict: "conforms", exitCode: 0, because: "nothing is broken that counts" },
    ],
    [
      "a must rule broken, and a deviation stale",
      run([rule("a/a", "broken"), rule("a/b", "stale"), rule("a/c", "tolerated")]),
      {},
      { verdict: "divergence", exitCode: 1, because: "1 broken, 1 stale, 1 tolerated" },
    ],
    [
      "a should rule broken",
      run([rule("a/a", "broken", "should")]),
      {},
      {
        verdict: "conforms",
        exitCode: 0,
        because: "nothing is broken that counts, 1 broken that only --strict counts",
      },
    ],
    [
      "a should rule broken where that counts",
      run([rule("a/a", "broken", "should")]),
      { strict: true },
      { verdict: "divergence", exitCode: 1, because: "1 broken" },
    ],
    [
      "what was broken before, and something mended",
      run([rule("a/a", "broken"), rule("a/b", "kept")]),
      { baseline: run([rule("a/a", "broken"), rule("a/b", "broken")]) },
      {
        verdict: "conforms",
        exitCode: 0,
        because:
          "nothing is broken that counts, 1 known from the baseline, 1 mended since the baseline",
        newlyBroken: [],
        mended: ["a/b"],
      },
    ],
    [
      "something newly broken",
      run([rule("a/a", "broken"), rule("a/b", "broken")]),
      { baseline: run([rule("a/a", "broken")]) },
      {
        verdict: "divergence",
        exitCode: 1,
        because: "1 newly broken, 1 known from the baseline",
        newlyBroken: ["a/b"],
      },
    ],
    [
      "too little tried",
      run([rule("a/a", "kept")], "it was interrupted"),
      {},
      { verdict: "inconclusive", exitCode: 3, because: "inconclusive: it was interrupted" },
    ],
    [
      "too little tried, and something broken",
      run([rule("a/a", "broken")], "it was interrupted"),
      {},
      { verdict: "divergence", exitCode: 1, because: "1 broken" },
    ],
  ])("with %s", (_, report, options, ruling) => {
    expect(rulingOn(report, options)).toMatchObject(ruling);
  });

  it("conforms nowhere that one of the four operations on users was never answered (16.6)", () => {
    const silent = {
      ...rule("modify-user/engine", "untried"),
      operation: "ModifyUser",
      exercised: 0,
    };
    const report = run([rule("a/a", "kept"), silent]);
    expect(rulingOn(report, {})).toMatchObject({
      verdict: "inconclusive",
      exitCode: 3,
      because: expect.stringContaining("ModifyUser was never answered"),
    });
    const absences = [
      { operation: "ModifyUser", outcome: "tolerated" as const, because: "not there" },
    ];
    expect(rulingOn({ ...report, absences }, {})).toMatchObject({ verdict: "conforms" });
    const stale = [{ operation: "ModifyUser", outcome: "stale" as const, because: "not there" }];
    expect(rulingOn({ ...report, absences: stale }, {})).toMatchObject({ exitCode: 1 });
    // A client may leave out what it likes; but what it has must have been asked for.
    const client = { ...report, target: { name: "c", kind: "client" as const } };
    expect(rulingOn({ ...client, operations: { ModifyUser: "unsupported" } }, {})).toMatchObject({
      verdict: "conforms",
    });
    expect(rulingOn({ ...client, operations: { ModifyUser: "supported" } }, {})).toMatchObject({
      verdict: "inconclusive",
    });
  });

  it("are always one", () => {
    const rules = fc.array(
      fc
        .tuple(
          fc.constantFrom("a/a", "a/b", "a/c"),
          fc.constantFrom(...outcomes),
          fc.constantFrom("must", "should"),
        )
        .map(([id, outcome, level]) => rule(id, outcome, level === "must" ? "must" : "should")),
    );
    const codes = { conforms: 0, divergence: 1, inconclusive: 3 };
    fc.assert(
      fc.property(
        rules,
        fc.option(rules, { nil: undefined }),
        fc.boolean(),
        fc.option(fc.constant("why"), { nil: undefined }),
        (now, before, strict, why) => {
          const baseline = before === undefined ? undefined : run(before);
          const { verdict, exitCode, because } = rulingOn(run(now, why), { strict, baseline });
          expect(codes[verdict]).toBe(exitCode);
          expect(because).not.toBe("");
        },
      ),
      { seed: 16 },
    );
  });
});
