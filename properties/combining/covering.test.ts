import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { meets, parametersOf } from "../../models/combinations/parameter.ts";
import type { Row } from "./cover.ts";
import { combinations, coveringArray, outcomeOf, pairsIn, pairsOf } from "./covering.ts";

const seed = 20_261_127;

describe.each(combinations)("the array of $name", (one) => {
  it("is the same each time", () => {
    expect(coveringArray(one, 2)).toEqual(coveringArray(one, 2));
  });

  it("holds every pair of its classes", () => {
    const met = new Set(coveringArray(one, 2).flatMap((row) => pairsIn(row)));
    expect([...met].toSorted()).toEqual([...pairsOf(one)].toSorted());
  });

  it("holds each pair of legal classes in a request that is taken, if there is one", () => {
    if (one.isUnmasked === true) return;
    const outcome = outcomeOf(one);
    const takenIn = (rows: readonly Row[]): ReadonlySet<string> =>
      new Set(rows.filter((row) => outcome(row) === "accepted").flatMap((row) => pairsIn(row)));
    const legal = Object.fromEntries(
      Object.entries({ [meets]: one.states, ...one.members }).map(([name, classes]) => [
        name,
        classes.flatMap(({ isIllegal, name: chosen }) => (isIllegal === true ? [] : [chosen])),
      ]),
    );
    const met = takenIn(coveringArray(one, 2));
    fc.assert(
      fc.property(
        fc.record(
          Object.fromEntries(
            Object.entries(legal).map(([name, classes]) => [name, fc.constantFrom(...classes)]),
          ),
        ),
        (row) => {
          expect([...takenIn([row])].filter((pair) => !met.has(pair))).toEqual([]);
        },
      ),
      { seed, numRuns: 500 },
    );
  });

  it("names each class once", () => {
    for (const classes of Object.values(parametersOf(one)))
      expect(new Set(classes).size).toBe(classes.length);
  });
});
