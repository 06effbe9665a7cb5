import { describe, expect, it } from "vitest";

import { stateWith } from "./beliefs.fixtures.ts";
import { walked, withDisturbed } from "./walk.ts";

const first = { seen: ["u-0"], there: ["u-0", "u-1"], next: "m1" };

describe("a list being read", () => {
  it("begins without a marker", () => {
    expect(walked(undefined, undefined, ["u-0"], ["u-0", "u-1"], "m1")).toEqual(first);
    expect(walked({ ...first, isDisturbed: true }, undefined, ["u-1"], ["u-1"], undefined)).toEqual(
      { seen: ["u-1"], there: ["u-1"], next: undefined },
    );
  });

  it("goes on by the marker that the last page gave", () => {
    expect(walked({ ...first, isDisturbed: true }, "m1", ["u-1"], ["other"], "m2")).toEqual({
      seen: ["u-0", "u-1"],
      there: ["u-0", "u-1"],
      next: "m2",
      isDisturbed: true,
    });
  });

  it("is not known where the marker is another", () => {
    expect(walked(first, "m2", ["u-1"], [], undefined)).toBeUndefined();
    expect(walked(undefined, "m1", ["u-1"], [], undefined)).toBeUndefined();
  });

  it("is disturbed by what comes or goes, where it is being read", () => {
    const state = { ...stateWith({}), walks: { DescribeUsers: first } };
    expect(withDisturbed(state, "DescribeUsers").walks).toEqual({
      DescribeUsers: { ...first, isDisturbed: true },
    });
    expect(withDisturbed(state, "DescribeUserGroups")).toBe(state);
  });
});
