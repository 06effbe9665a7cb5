import { describe, expect, it } from "vitest";

import { stateWith } from "./beliefs.fixtures.ts";
import { walked, withDisturbed } from "./pagination.ts";

const first = { seen: ["u-0"], there: ["u-0", "u-1"], next: "m1" };

const page = (
  next: string | undefined,
  ids: readonly string[],
  there: readonly string[] = [],
  isUnquiet = false,
) => ({ ids, there, next, isUnquiet });

describe("a list being read", () => {
  it("begins without a marker", () => {
    expect(walked(undefined, undefined, page("m1", ["u-0"], ["u-0", "u-1"]))).toEqual(first);
    expect(
      walked({ ...first, isDisturbed: true }, undefined, page(undefined, ["u-1"], ["u-1"])),
    ).toEqual({ seen: ["u-1"], there: ["u-1"], next: undefined });
  });

  it("is disturbed from the start where some come or go by themselves", () => {
    const begun = walked(undefined, undefined, page("m1", ["u-0"], ["u-0", "u-1"], true));
    expect(begun).toEqual({ ...first, isDisturbed: true });
    expect(walked(first, "m1", page(undefined, [], [], true))).not.toHaveProperty("isDisturbed");
  });

  it("goes on by the marker that the last page gave", () => {
    expect(walked({ ...first, isDisturbed: true }, "m1", page("m2", ["u-1"], ["other"]))).toEqual({
      seen: ["u-0", "u-1"],
      there: ["u-0", "u-1"],
      next: "m2",
      isDisturbed: true,
    });
  });

  it("is not known where the marker is another", () => {
    expect(walked(first, "m2", page(undefined, ["u-1"]))).toBeUndefined();
    expect(walked(undefined, "m1", page(undefined, ["u-1"]))).toBeUndefined();
  });

  it("is disturbed by what comes or goes, where it is being read", () => {
    const state = { ...stateWith({}), walks: { DescribeUsers: first } };
    expect(withDisturbed(state, "DescribeUsers").walks).toEqual({
      DescribeUsers: { ...first, isDisturbed: true },
    });
    expect(withDisturbed(state, "DescribeUserGroups")).toBe(state);
  });
});
