import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { watched } from "./overlooked.ts";

const input = {
  UserId: "u-0",
  AuthenticationMode: { Type: "password", Passwords: ["a", "b"] },
  Tags: [{ Key: "k", Value: "v" }],
};

describe("what an adapter looks at (16.9)", () => {
  it.each<readonly [string, (value: typeof input) => unknown, readonly string[]]>([
    ["nothing", () => undefined, ["UserId", "AuthenticationMode", "Tags"]],
    ["one member", ({ UserId }) => UserId, ["AuthenticationMode", "Tags"]],
    [
      "a member of a member",
      ({ UserId, Tags, AuthenticationMode: { Type } }) => [UserId, Type, JSON.stringify(Tags)],
      ["AuthenticationMode.Passwords"],
    ],
    ["all, by JSON", (value) => JSON.stringify(value), []],
    ["all, by a structured clone", (value) => structuredClone(value), []],
    [
      "all but what is below, by a spread",
      (value) => ({ ...value }),
      ["AuthenticationMode.Type", "AuthenticationMode.Passwords", "Tags[]"],
    ],
    [
      "items, by a loop",
      ({ UserId, Tags, AuthenticationMode: { Type, Passwords } }) => [
        UserId,
        Type,
        Passwords.length,
        Tags.map(({ Key }) => Key),
      ],
      ["AuthenticationMode.Passwords[]", "Tags[].Value"],
    ],
  ])("is %s", (_, look, overlooked) => {
    const { value, overlooked: left } = watched(input);
    look(value);
    expect(left()).toEqual(overlooked);
  });

  it("is the same as what it was made of, whatever that is, and may be written to", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
        const plain: object = JSON.parse(JSON.stringify(data));
        const { value, overlooked } = watched(plain);
        expect(structuredClone(value)).toEqual(plain);
        expect(overlooked()).toEqual([]);
        for (const name of Object.keys(value)) {
          Object.assign(value, { [name]: 1 });
          expect(Object.entries(value)).toContainEqual([name, 1]);
        }
      }),
      { seed: 16 },
    );
  });
});
