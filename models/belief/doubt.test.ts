import { describe, expect, it } from "vitest";

import { arnOf } from "../contract/placeholder.ts";
import { active, activeGroup, gone, stateWith, there, unsure } from "./beliefs.fixtures.ts";
import { speaksOfDoubtful } from "./doubt.ts";

const state = stateWith(
  {
    "u-0": there(active("u-0")),
    "u-1": unsure,
    "u-2": gone("badly-tagged"),
    "u-3": gone("deleted"),
  },
  {
    "u-0": unsure,
    "g-0": there(activeGroup("g-0")),
    "g-1": there(activeGroup("g-1")),
    "g-2": gone("badly-tagged"),
  },
  { "g-0": ["u-0"], "g-1": ["u-0", "u-1"], "u-3": ["u-1"] },
);

describe("a request speaks of what nobody knows", () => {
  it.each([
    [{}, false],
    [{ UserId: "u-0" }, false],
    [{ UserId: "U-1" }, true],
    [{ UserId: "u-2" }, true],
    [{ UserId: "u-3" }, false],
    [{ UserId: "unheard-of" }, false],
    [{ UserGroupId: "g-0" }, false],
    [{ UserGroupId: "g-1" }, true],
    [{ UserGroupId: "g-2" }, true],
    [{ UserGroupId: "u-0" }, true],
    [{ UserGroupId: "g-0", UserIdsToAdd: ["u-1"] }, true],
    [{ ResourceName: arnOf("user", "u-1") }, true],
    [{ ResourceName: arnOf("usergroup", "u-0") }, true],
    [{ ResourceName: arnOf("user", "u-0") }, false],
  ])("%j: %s", (input, isDoubtful) => {
    expect(speaksOfDoubtful(state, input, "ModifyUser")).toBe(isDoubtful);
  });

  it("but for what was refused for its tags, where it is looked up", () => {
    expect(speaksOfDoubtful(state, { UserId: "u-2" }, "DescribeUsers")).toBe(false);
    expect(speaksOfDoubtful(state, { UserGroupId: "g-2" }, "DescribeUserGroups")).toBe(false);
    expect(speaksOfDoubtful(state, { UserId: "u-1" }, "DescribeUsers")).toBe(true);
  });
});
