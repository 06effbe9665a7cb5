import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { areSame, show } from "./show.ts";

const seed = 20_261_125;

const values = fc.jsonValue({ maxDepth: 3 });

/** The same value with the members of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => turned(item));
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .map(([name, member]) => [name, turned(member)] as const)
          .toReversed(),
      )
    : value;
}

describe("a value shown", () => {
  it("is one line that tells its parts, members in order", () => {
    expect(show(undefined)).toBe("nothing");
    expect(show("as it is")).toBe("as it is");
    expect(show([2, "b", null])).toBe('[2,"b",null]');
    expect(show({ b: 1, a: { d: [{ z: 1, y: 2 }], c: null } })).toBe(
      '{"a":{"c":null,"d":[{"y":2,"z":1}]},"b":1}',
    );
  });

  it("reads alike whatever the order of its members", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(show(turned(value))).toBe(show(value));
        expect(areSame(turned(value), value)).toBe(true);
      }),
      { seed },
    );
  });

  it("is the same as another where both read alike", () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        fc.pre(typeof one !== "string" && typeof other !== "string");
        expect(areSame(one, other)).toBe(show(one) === show(other));
      }),
      { seed },
    );
  });
});

describe("values are the same", () => {
  it.each<readonly [unknown, unknown]>([
    [undefined, undefined],
    [{ a: 1, b: undefined }, { a: 1 }],
    [{ a: 1 }, { b: undefined, a: 1 }],
    [{}, {}],
    [[], []],
  ])("%j and %j", (one, other) => {
    expect(areSame(one, other)).toBe(true);
    expect(areSame(other, one)).toBe(true);
  });
});

describe("values differ", () => {
  it.each<readonly [unknown, unknown]>([
    [null, undefined],
    [null, {}],
    [1, "1"],
    ["a", { a: 1 }],
    [[], {}],
    [[1], { 0: 1 }],
    [[1, 2], [1]],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 2 }],
  ])("%j and %j", (one, other) => {
    expect(areSame(one, other)).toBe(false);
    expect(areSame(other, one)).toBe(false);
  });
});
