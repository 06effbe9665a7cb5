import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { RuleId } from "../models/rules/rule.ts";
import { nothingChecked } from "./check/checked.ts";
import { Sample } from "./estimate.ts";
import type { Talk } from "./talk.ts";

/** A conversation of ten requests in which these rules are broken. */
const breaking = (...rules: readonly string[]): Talk => ({
  ...nothingChecked,
  exchanges: Array.from({ length: 10 }, () => ({
    command: { operation: "DescribeUsers", input: {} },
    answer: { kind: "unsupported", reason: "" },
  })),
  failures: rules.map((name) => {
    const rule: RuleId = `create-user/${name}`;
    const violation = { rule, expected: "", actual: "" };
    return { violation, step: 0, turn: 0, isFirst: true, after: [] };
  }),
  trace: { said: [], isCutShort: false },
  home: "us-east-1",
  isCutShort: false,
});

describe("what is estimated to be left", () => {
  it("is not told from few conversations", () => {
    const sample = new Sample();
    for (let turn = 0; turn < 29; turn += 1) sample.take(breaking("a"), true);
    expect(sample.estimate()).toBeUndefined();
  });

  it("is nothing where all was met often", () => {
    const sample = new Sample();
    for (let turn = 0; turn < 60; turn += 1) sample.take(breaking("a", "b"), true);
    expect(sample.estimate()).toEqual({
      conversations: 60,
      requests: 600,
      newInNext100: 0,
      unseen: 0,
      interval: [0, 1],
    });
  });

  it("leaves out what guidance met", () => {
    const sample = new Sample();
    for (let turn = 0; turn < 60; turn += 1) sample.take(breaking("a"), true);
    sample.take(breaking("once"), true);
    expect(sample.estimate()?.newInNext100).toBeGreaterThan(0);
    sample.take(breaking("once"), false);
    expect(sample.estimate()?.newInNext100).toBe(0);
  });

  it("holds how many kinds there are, mostly, where each is met by chance", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const held = Array.from({ length: 40 }, (_, turn) => isHeld(seed + turn));
        expect(held.filter(Boolean).length).toBeGreaterThanOrEqual(30);
      }),
      { numRuns: 5, seed: 7 },
    );
  });
});

/** Whether, of thirty kinds that are met with different chances, as many are left unseen as the estimate says, nine times of ten. */
function isHeld(seed: number): boolean {
  const chances = Array.from({ length: 30 }, (_, kind) => 0.004 + 0.15 / (1 + kind));
  const draws = fc.sample(
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }),
    { seed, numRuns: 100 },
  );
  const sample = new Sample();
  const seen = new Set<number>();
  for (const draw of draws) {
    const met = chances.flatMap((chance, kind) => ((draw[kind] ?? 1) < chance ? [kind] : []));
    for (const kind of met) seen.add(kind);
    sample.take(breaking(...met.map((kind) => `kind-${kind}`)), true);
  }
  const { interval = [0, 0] } = sample.estimate() ?? {};
  const left = chances.length - seen.size;
  return left >= interval[0] && left <= interval[1];
}
