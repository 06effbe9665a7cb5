import * as fc from "fast-check";
import { expect, it } from "vitest";

import { cover, type Explanation } from "./cover.ts";

const explanations: fc.Arbitrary<{
  readonly count: number;
  readonly all: readonly Explanation<number>[];
}> = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    all: fc
      .array(
        fc.record({
          explains: fc.uniqueArray(fc.nat(count - 1), { minLength: 1 }),
          contradictions: fc.nat(3),
        }),
        { maxLength: 10 },
      )
      .map((list) =>
        list.map(({ explains, contradictions }, of) => ({
          of,
          explains: new Set(explains),
          contradictions,
        })),
      ),
  }),
);

it("explains each thing once, and all that can be", () => {
  fc.assert(
    fc.property(explanations, ({ count, all }) => {
      const chosen = cover(count, all);
      const told = chosen.flatMap(({ explains }) => [...explains]);
      const possible = new Set(all.flatMap(({ explains }) => [...explains]));
      expect(new Set(told)).toEqual(possible);
      expect(told.length).toBe(possible.size);
    }),
    { seed: 19 },
  );
});

it("takes one that explains much rather than several, and the first of two alike", () => {
  const all = [
    { of: "a", explains: new Set([0]) },
    { of: "b", explains: new Set([1, 2]) },
    { of: "c", explains: new Set([0, 1, 2]) },
    { of: "d", explains: new Set([0, 1, 2]) },
    { of: "e", explains: new Set([3]) },
  ];
  expect(cover(4, all).map(({ of }) => of)).toEqual(["c", "e"]);
});

it("takes a broad one of two alike for several things, and a narrow one for one", () => {
  const all = [
    { of: "narrow", explains: new Set([0, 1]) },
    { of: "broad", explains: new Set([0, 1]), isBroad: true },
    { of: "broad of one", explains: new Set([2]), isBroad: true },
    { of: "narrow of one", explains: new Set([2]) },
  ];
  expect(cover(3, all).map(({ of }) => of)).toEqual(["broad", "narrow of one"]);
});

it("does without one that speaks of much that was not seen, where another explains the same", () => {
  const all = [
    { of: "bold", explains: new Set([0, 1, 2]), contradictions: 2 },
    { of: "true", explains: new Set([0, 1]) },
    { of: "other", explains: new Set([2]) },
  ];
  expect(cover(3, all).map(({ of }) => of)).toEqual(["true", "other"]);
  expect(cover(3, all.slice(0, 1)).map(({ of }) => of)).toEqual(["bold"]);
});
