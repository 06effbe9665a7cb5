import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { conversations } from "./arbitrary.ts";

describe("conversations, as an arbitrary", () => {
  const arbitrary = conversations({ longest: 12 });
  const values = fc.sample(arbitrary, { seed: 7, numRuns: 60 });

  it("are the same for the same seed, from the same arbitrary and from another", () => {
    expect(fc.sample(arbitrary, { seed: 7, numRuns: 60 })).toEqual(values);
    expect(fc.sample(conversations({ longest: 12 }), { seed: 7, numRuns: 60 })).toEqual(values);
  });

  it.each([0, 1, 10, 50])("are found again by seed and path: %i", (path) => {
    const [again] = fc.sample(arbitrary, { seed: 7, path: String(path), numRuns: 1 });
    expect(again).toEqual(values[path]);
  });

  it("are of many kinds", () => {
    const operations = new Set(values.flat().map(({ operation }) => operation));
    expect(operations.size).toBe(11);
    expect(new Set(values.map((value) => JSON.stringify(value))).size).toBeGreaterThan(55);
  });

  it("shrink to no more than they were, and to what shows the same", () => {
    const property = fc.property(
      arbitrary,
      (conversation) =>
        !conversation.some(
          (end, turn) =>
            end.operation === "DeleteUser" &&
            conversation
              .slice(0, turn)
              .some(
                (one) => one.operation === "CreateUser" && one.input.UserId === end.input.UserId,
              ),
        ),
    );
    const details = fc.check(property, { seed: 7 });
    const [shrunk = []] = details.counterexample ?? [];
    expect(shrunk.map(({ operation }) => operation)).toEqual(["CreateUser", "DeleteUser"]);
    // The path leads to the same story.
    const again = fc.check(property, { seed: 7, path: details.counterexamplePath ?? "" });
    expect(again.counterexample).toEqual([shrunk]);
  });

  it("of one operation speak of it alone", () => {
    const only = fc.sample(conversations({ supported: ["DescribeUsers"] }), {
      seed: 1,
      numRuns: 20,
    });
    expect(new Set(only.flat().map(({ operation }) => operation))).toEqual(
      new Set(["DescribeUsers"]),
    );
  });
});
