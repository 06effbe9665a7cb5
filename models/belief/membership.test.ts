import { describe, expect, it } from "vitest";

import {
  active,
  activeGroup,
  gone,
  leaving,
  stateWith,
  there,
  unsure,
} from "./beliefs.fixtures.ts";
import {
  areSettled,
  canBeOf,
  groupsWith,
  haveOneName,
  isDefaultNamed,
  isHeldBy,
  isInDoubt,
  isMoving,
  isPlainId,
  isRedis,
  isChangedByGroups,
  isChangedByUsers,
  isValkey,
  keysOf,
  lacksDefault,
  membersAfter,
  membersOf,
  settledGroup,
  usersBehind,
  withoutParting,
} from "./membership.ts";
import { confused, inDoubt } from "./state.ts";

const modifying = { Status: "modifying" };

describe("ids", () => {
  it("are counted once, in lower case", () => {
    expect(keysOf(["U-0", "u-0", "u-1"])).toEqual(["u-0", "u-1"]);
    expect(keysOf()).toEqual([]);
  });

  it.each([
    ["u-0", true],
    ["U-0", true],
    ["1u", false],
    ["", false],
    ["u.0", false],
    ["u-0 ", false],
  ])("are plain or not: %j", (id, isPlain) => {
    expect(isPlainId(id)).toBe(isPlain);
  });

  it("stand for users that are there, as they were last answered", () => {
    const ann = active("u-0");
    const state = stateWith({ "u-0": there(ann), "u-1": leaving(active("u-1")) });
    expect(usersBehind(state, ["U-0", "u-1", "u-2"])).toEqual([ann]);
  });
});

describe("users together", () => {
  const named = (...names: readonly (string | undefined)[]) =>
    names.map((UserName) => (UserName === undefined ? {} : { UserName }));

  it("have one name, as far as it was shown", () => {
    expect(haveOneName(named("ann", "ann"))).toBe(true);
    expect(haveOneName(named("ann", "bob"))).toBe(false);
    expect(haveOneName(named(undefined, undefined))).toBe(false);
  });

  it("lack one of the name default, or not", () => {
    expect(named("default", "Default", undefined).map((user) => isDefaultNamed(user))).toEqual([
      true,
      false,
      false,
    ]);
    expect(lacksDefault(named("ann"))).toBe(true);
    expect(lacksDefault(named("ann", "default"))).toBe(false);
  });

  it("are of an engine, in any case", () => {
    expect(["redis", "Redis", "valkey", undefined].map(isRedis)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(["valkey", "VALKEY", "redis", undefined].map(isValkey)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it.each([
    { engine: "valkey", users: [], can: false },
    { engine: "valkey", users: ["valkey password ann"], can: true },
    { engine: "valkey", users: ["valkey password ann", "redis password bob"], can: false },
    { engine: "valkey", users: ["valkey password ann", "valkey iam bob"], can: false },
    { engine: "redis", users: ["redis password ann"], can: false },
    { engine: "redis", users: ["redis password default"], can: true },
    { engine: "redis", users: ["redis no-password default"], can: false },
    { engine: "memcached", users: ["memcached password default"], can: false },
  ])("let a group go over to $engine: $users ($can)", ({ engine, users, can }) => {
    const views = users.map((text) => {
      const [Engine = "", Type = "", UserName = ""] = text.split(" ");
      return { Engine, UserName, Authentication: { Type } };
    });
    expect(canBeOf(engine, views)).toBe(can);
  });

  it("of which one shows no authentication let no group go over", () => {
    expect(canBeOf("valkey", [{ Engine: "valkey" }])).toBe(false);
  });
});

describe("a user", () => {
  it("is in doubt where a write to it was lost, and only there", () => {
    expect([inDoubt, confused, unsure, there({}), gone("deleted")].map(isInDoubt)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ["active", there(active("u-0")), true, false],
    ["mayBeChanging", there(active("u-0"), { mayBeChanging: true }), false, true],
    ["modifying", there(active("u-0", modifying)), false, true],
    ["deleting", leaving(active("u-0")), false, false],
    ["leaving while modifying", leaving(active("u-0", modifying)), false, false],
    ["absent", gone("deleted"), false, false],
    ["uncertain", unsure, false, false],
  ] as const)("that is %s is settled or moving", (_name, belief, isSettled, moves) => {
    const state = stateWith({ "u-0": belief, "u-1": there(active("u-1")) });
    expect(areSettled(state, ["u-1", "u-0"])).toBe(isSettled);
    expect(isMoving(state, "U-0")).toBe(moves);
  });
});

describe("a group", () => {
  it.each([
    ["active", there(activeGroup("g-0")), true],
    ["mayBeChanging", there(activeGroup("g-0"), { mayBeChanging: true }), false],
    ["modifying", there(activeGroup("g-0", modifying)), false],
    ["deleting", leaving(activeGroup("g-0")), false],
    ["uncertain", unsure, false],
  ] as const)(
    "that is %s is settled, or its users may be moved by it",
    (_name, belief, isSettled) => {
      const state = stateWith({}, { "g-0": belief }, { "g-0": ["u-0"] });
      expect(settledGroup(state, "G-0") !== undefined).toBe(isSettled);
      expect(isChangedByGroups(state, "u-0")).toBe(!isSettled);
      expect(isChangedByGroups(state, "u-1")).toBe(false);
    },
  );

  it("has whom it is known to have, and whoever it may have", () => {
    const state = stateWith(
      {},
      {
        "g-0": there(activeGroup("g-0")),
        "g-1": there(activeGroup("g-1")),
        "g-2": gone("deleted"),
        "g-3": there(activeGroup("g-3", { Status: "modifying", UserIds: ["U-0"] })),
        "g-4": there(activeGroup("g-4", { UserIds: ["u-0"] })),
      },
      { "g-0": ["u-0"], "g-2": ["u-0"], "g-3": [], "g-4": [] },
    );
    expect(membersOf(state, "G-0")).toEqual(["u-0"]);
    expect(membersOf(state, "g-1")).toBeUndefined();
    // g-1: nobody knows whom; g-3 is about to lose the user, and may still have it.
    expect(groupsWith(state, "U-0")).toEqual(["g-0", "g-1", "g-3"]);
    expect(groupsWith(state, "u-1")).toEqual(["g-1"]);
  });

  it.each([
    ["active", there(active("u-1")), false],
    ["modifying", there(active("u-1", modifying)), true],
    ["deleting", leaving(active("u-1")), true],
    ["uncertain", unsure, true],
    ["deleted", gone("deleted"), false],
  ] as const)("may be moved by a user that is %s", (_name, belief, mayBeChanging) => {
    const users = { "u-0": there(active("u-0")), "u-1": belief };
    const state = stateWith(users, {}, { "g-0": ["u-0", "u-1"], "g-2": ["u-0"] });
    expect(isChangedByUsers(state, "g-0")).toBe(mayBeChanging);
    expect(isChangedByUsers(state, "g-2")).toBe(false);
    // Whom it has nobody knows: it may be any that was ever in a group.
    expect(isChangedByUsers(state, "g-1")).toBe(mayBeChanging);
    expect(isChangedByUsers(stateWith({ "u-1": belief }), "g-1")).toBe(false);
  });

  it("keeps those that are there, and those of whom nothing was ever heard", () => {
    const state = stateWith({
      "u-0": there(active("u-0")),
      "u-1": leaving(active("u-1")),
      "u-2": gone("deleted"),
    });
    expect(withoutParting(state, ["u-0", "u-1", "u-2", "U-3"])).toEqual(["u-0", "U-3"]);
  });

  it("has whom a change leaves it with, each once", () => {
    expect(membersAfter(["u-0", "u-1"], ["U-2", "u-0"], ["U-1"])).toEqual(["u-0", "u-2"]);
    expect(membersAfter(["u-0"])).toEqual(["u-0"]);
  });

  it.each([
    ["redis, default", {}, there(activeGroup("g-0")), true],
    ["another name", { UserName: "ann" }, there(activeGroup("g-0")), false],
    ["a user of valkey", { Engine: "valkey" }, there(activeGroup("g-0")), false],
    ["a group that leaves", {}, leaving(activeGroup("g-0")), true],
    ["a group of valkey", {}, there(activeGroup("g-0", { Engine: "valkey" })), false],
    ["a group of valkey that leaves", {}, leaving(activeGroup("g-0", { Engine: "valkey" })), false],
    ["a group nobody knows of", {}, unsure, true],
    ["a group that is gone", {}, gone("deleted"), false],
  ] as const)("holds back its default user (%s)", (_name, change, group, isHeld) => {
    const user = active("u-0", { UserName: "default", ...change });
    expect(isHeldBy(stateWith({ "u-0": there(user) }, { "g-0": group }), "u-0", "g-0")).toBe(
      isHeld,
    );
    expect(isHeldBy(stateWith({ "u-0": gone("deleted") }, { "g-0": group }), "u-0", "g-0")).toBe(
      false,
    );
  });
});
