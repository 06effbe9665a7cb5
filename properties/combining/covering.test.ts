import { describe, expect, it } from "vitest";

import { parametersOf } from "../../models/combinations/parameter.ts";
import { combinations, coveringArray, pairsIn, pairsOf } from "./covering.ts";

describe.each(combinations)("the array of $name", (one) => {
  it("is the same each time", () => {
    expect(coveringArray(one, 2)).toEqual(coveringArray(one, 2));
  });

  it("holds every pair of its classes", () => {
    const parameters = Object.entries(parametersOf(one));
    const all = parameters.flatMap(([name, classes], index) =>
      parameters
        .slice(index + 1)
        .flatMap(([other, others]) =>
          classes.flatMap((first) =>
            others.flatMap((second) => pairsIn({ [name]: first, [other]: second })),
          ),
        ),
    );
    expect([...pairsOf(one)].toSorted()).toEqual(all.toSorted());
  });

  it("names each class once", () => {
    for (const classes of Object.values(parametersOf(one)))
      expect(new Set(classes).size).toBe(classes.length);
  });
});
