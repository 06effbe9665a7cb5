import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  active,
  activeGroup,
  gone,
  leaving,
  stateWith,
  there,
  unsure,
} from "../belief/beliefs.fixtures.ts";
import {
  deletedGroupIds,
  deletedIds,
  freshGroupIds,
  freshIds,
  deletingGroupIds,
  deletingIds,
  nameFor,
  oneId,
  presentGroupIds,
  presentIds,
  settledGroups,
  settledUsers,
  userIds,
  userNames,
  usersWith,
} from "./universe.ts";

const oneOfEach = stateWith(
  {
    "u-0": there(active("u-0")),
    "u-1": leaving(active("u-1")),
    "u-2": gone("deleted"),
    "u-3": unsure,
  },
  { "g-0": leaving(activeGroup("g-0")), "g-1": gone("deleted") },
);

describe("the few ids", () => {
  it("are told apart by what is believed of them", () => {
    expect([freshIds, presentIds, deletingIds, deletedIds].map((ids) => ids(oneOfEach))).toEqual([
      ["u-2"],
      ["u-0"],
      ["u-1"],
      ["u-2"],
    ]);
    const groupsOf = [freshGroupIds, presentGroupIds, deletingGroupIds, deletedGroupIds];
    expect(groupsOf.map((ids) => ids(oneOfEach))).toEqual([["g-1"], [], ["g-0"], ["g-1"]]);
  });

  it("are fresh where nobody spoke of them, and deleted only where somebody deleted them", () => {
    const state = stateWith(
      { "u-0": gone("refused"), "u-1": there(active("u-1")) },
      { "g-0": there(activeGroup("g-0")), "g-1": gone("badly-tagged") },
    );
    expect(freshIds(state)).toEqual(["u-0", "u-2", "u-3"]);
    expect(deletedIds(state)).toEqual([]);
    expect(presentGroupIds(state)).toEqual(["g-0"]);
    expect(deletedGroupIds(state)).toEqual([]);
  });

  it("have a name each", () => {
    expect(userIds.map(nameFor)).toEqual(userNames);
    expect(nameFor("nobody")).toBe(userNames[0]);
  });

  it("are picked one by one, or the first where there is none", () => {
    const picked = (ids: readonly string[]): ReadonlySet<string> =>
      new Set(fc.sample(oneId(ids), { seed: 1, numRuns: 50 }));
    expect(picked(["u-1", "u-2"])).toEqual(new Set(["u-1", "u-2"]));
    expect(picked([])).toEqual(new Set(["u-0"]));
  });
});

describe("users", () => {
  const state = stateWith({
    "u-0": there(active("u-0", { UserName: "ann", Engine: "valkey" })),
    "u-1": there({ UserId: "u-1", Status: "modifying" }),
    "u-2": leaving(active("u-2")),
    "u-3": there(active("u-3"), { mayBeChanging: true }),
  });

  it("are found by how they were last shown, where they are there", () => {
    const seen: object[] = [];
    const found = usersWith(state, (user) => {
      seen.push(user);
      return user.engine === "valkey";
    });
    expect(found).toEqual(["u-0"]);
    const [first, second] = seen;
    expect(first).toEqual({
      id: "u-0",
      name: "ann",
      engine: "valkey",
      type: "no-password",
      status: "active",
    });
    expect(second).toEqual({ id: "u-1", status: "modifying" });
    expect(seen).toHaveLength(3);
  });

  it("at rest are active, and nothing mayBeChanging them", () => {
    expect(settledUsers(state, () => true)).toEqual(["u-0"]);
    expect(settledUsers(state, ({ UserName }) => UserName !== "ann")).toEqual([]);
    expect(settledUsers(state, () => true, ["default", "u-3"])).toEqual(["default"]);
  });
});

describe("groups at rest", () => {
  it("are active, with members that are known", () => {
    const state = stateWith(
      { "u-0": there(active("u-0")) },
      { "g-0": there(activeGroup("g-0")), "g-1": there(activeGroup("g-1")) },
      { "g-0": ["u-0"] },
    );
    expect(settledGroups(state, () => true)).toEqual(["g-0"]);
    expect(settledGroups(state, ({ Engine }) => Engine === "redis")).toEqual(["g-0"]);
    expect(settledGroups(state, (_group, members) => members.length > 1)).toEqual([]);
    const mayBeChanging = stateWith(
      {},
      { "g-0": there(activeGroup("g-0"), { mayBeChanging: true }) },
      { "g-0": [] },
    );
    expect(settledGroups(mayBeChanging, () => true)).toEqual([]);
  });
});
