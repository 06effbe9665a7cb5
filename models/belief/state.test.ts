import { describe, expect, it } from "vitest";

import { keyOf } from "../contract/resource.ts";
import {
  active,
  activeGroup,
  gone,
  leaving,
  stateWith,
  there,
  unsure,
} from "./beliefs.fixtures.ts";
import { notFound, shown, unlisted } from "./from-read.ts";
import {
  believed,
  confused,
  hasOpenForm,
  inDoubt,
  initialWorld,
  isStoredForm,
  stateOf,
  viewOf,
  viewOfGroup,
  withBelief,
  withMembershipTouched,
  withMemberTouched,
  withOthersWritten,
  withRefusal,
  withState,
} from "./state.ts";

const ann = active("u-0");

describe("an id", () => {
  it("is compared in lower case", () => {
    expect(keyOf("U-0")).toBe("u-0");
    expect(keyOf(undefined)).toBe("");
    expect(isStoredForm({ UserId: "u-0" })).toBe(true);
    expect(isStoredForm({ UserId: "U-0" })).toBe(false);
  });

  it.each([
    [undefined, false],
    ["", false],
    ["u-0", false],
    ["a".repeat(40), false],
    ["a".repeat(41), true],
    ["U-0", true],
    ["0u", true],
    ["u.0", true],
    ["u-0 ", true],
    [" u-0", true],
    ["a--b", true],
    ["a-", true],
  ])("is looked up, or nobody knows: %j", (id, isOpen) => {
    expect(hasOpenForm(id)).toBe(isOpen);
  });
});

describe("places", () => {
  const home = initialWorld("us-east-1");
  const there0 = (region: string) =>
    withState(home, { region }, { ...stateWith({ "u-0": there(ann) }), region }, true);

  it("are told apart by region and account, home being ours", () => {
    const world = withState(home, {}, stateWith({ "u-0": there(ann) }), false);
    expect(believed(stateOf(world, { region: "us-east-1" }), "u-0").kind).toBe("present");
    expect(believed(stateOf(world, { region: "eu-west-1" }), "u-0").kind).toBe("absent");
    expect(believed(stateOf(world, { account: "other" }), "u-0").kind).toBe("absent");
    expect(stateOf(world, { region: "eu-west-1" }).region).toBe("eu-west-1");
    expect(stateOf(world, {}).region).toBe("us-east-1");
  });

  it("know whom others have, and they were never told of", () => {
    const world = withState(
      there0("eu-west-1"),
      { region: "eu-central-1" },
      stateWith(
        { "u-1": leaving(active("u-1")), "u-2": there(active("u-2")) },
        { "g-0": there(activeGroup("g-0")) },
      ),
      false,
    );
    const { elsewhere, groupsElsewhere } = stateOf(world, {});
    // `default` is everywhere, and so it is known here.
    expect([...elsewhere].toSorted()).toEqual(["u-0", "u-2"]);
    expect([...groupsElsewhere]).toEqual(["g-0"]);
    const here = stateOf(there0("eu-west-1"), { region: "eu-west-1" });
    expect(here.elsewhere.size).toBe(0);
  });

  it("are told of writes elsewhere, and only of writes", () => {
    const world = withState(home, {}, stateWith({ "u-0": there(ann) }), false);
    const other = stateOf(world, { region: "eu-west-1" });
    const since = (hasWritten: boolean) =>
      believed(stateOf(withState(world, { region: "eu-west-1" }, other, hasWritten), {}), "u-0");
    expect(since(true)).toEqual(there(ann, { writtenElsewhere: true }));
    expect(since(false)).toEqual(there(ann));
  });
});

describe("what is believed", () => {
  it.each([
    ["present", there(ann), ann],
    ["deleting", leaving(ann), ann],
    ["absent", gone("deleted"), undefined],
    ["uncertain", unsure, undefined],
  ] as const)("shows a view while one is there or leaving: %s", (_name, belief, view) => {
    expect(viewOf(stateWith({ "u-0": belief }), "U-0")).toEqual(view);
    expect(viewOfGroup(stateWith({}, { "u-0": belief }), "U-0")).toEqual(view);
  });

  it("changes, but where case alone tells two apart", () => {
    const after = (belief: Parameters<typeof withBelief>[2]) =>
      withBelief(new Map([["u-0", belief]]), "U-0", there(ann)).get("u-0");
    expect([unsure, inDoubt, gone("deleted")].map(after)).toEqual([
      there(ann),
      there(ann),
      there(ann),
    ]);
    expect(after(confused)).toEqual(confused);
  });

  it("of all others is noted after a write", () => {
    const { users } = stateWith({
      "u-0": there(ann),
      "u-1": leaving(active("u-1")),
      "u-2": unsure,
    });
    const after = withOthersWritten(users, "U-0");
    expect(after.get("u-0")).toEqual(there(ann));
    expect(after.get("u-1")).toEqual({
      ...leaving(active("u-1")),
      since: { refused: [], othersWritten: true },
    });
    expect(after.get("u-2")).toEqual(unsure);
  });

  it("of members and groups is noted after a write to a member", () => {
    const groups = { "g-0": there(activeGroup("g-0")) };
    const before = {
      ...stateWith({ "u-0": there(ann), "u-1": there(active("u-1")) }, groups, { "g-0": ["u-0"] }),
      groupsSeen: new Map([["u-0", ["g-0"]]]),
      membersSeen: new Map([["g-0", ["u-0"]]]),
    };
    const after = withMemberTouched(before, "U-0");
    expect(after).toEqual(withMembershipTouched(before));
    expect(after.users.get("u-0")).toEqual(there(ann, { mayBeChanging: true }));
    expect(after.users.get("u-1")).toEqual(there(active("u-1")));
    expect(after.groups.get("g-0")).toEqual(there(activeGroup("g-0"), { mayBeChanging: true }));
    expect([after.groupsSeen.size, after.membersSeen.size]).toEqual([0, 0]);
    expect(withMemberTouched(before, "u-1")).toBe(before);
  });
});

describe("after a refusal", () => {
  const after = (belief: Parameters<typeof withBelief>[2], by: "CreateUser" | "ModifyUser") =>
    withRefusal(new Map([["u-0", belief]]), "U-0", by).get("u-0");

  it("one that is there is as it was, and the refusal is noted once", () => {
    const once = withRefusal(new Map([["u-0", there(ann)]]), "u-0", "ModifyUser");
    const twice = withRefusal(once, "u-0", "ModifyUser");
    expect(twice.get("u-0")).toEqual(there(ann, { refused: ["ModifyUser"] }));
    expect(withRefusal(twice, "u-0", "DeleteUser").get("u-0")).toEqual(
      there(ann, { refused: ["ModifyUser", "DeleteUser"] }),
    );
  });

  it("nothing is there that was to be created, where it is plainly named", () => {
    expect(after(gone("unheard-of"), "CreateUser")).toEqual(gone("refused"));
    expect(after(gone("unheard-of"), "ModifyUser")).toEqual(gone("unheard-of"));
    expect(after(gone("deleted"), "CreateUser")).toEqual(gone("deleted"));
    expect(withRefusal(new Map(), "u.0", "CreateUser").size).toBe(0);
    expect(withRefusal(new Map(), "u-0", "CreateUser").get("u-0")).toEqual(gone("refused"));
  });

  it("nobody knows more of one of which nobody knew", () => {
    expect(after(unsure, "CreateUser")).toEqual(unsure);
    expect(after(inDoubt, "ModifyUser")).toEqual(inDoubt);
  });
});

describe("one that is shown", () => {
  const list = { refused: [], read: "list" };

  it("is there as it is shown, and what last wrote to it is kept", () => {
    const made = { ...there(ann, { refused: ["ModifyUser"] }), lastWrite: "CreateUser" } as const;
    expect(shown(made, active("u-0", { Engine: "valkey" }), "list")).toEqual({
      kind: "present",
      view: active("u-0", { Engine: "valkey" }),
      lastWrite: "CreateUser",
      since: list,
    });
    expect(shown(gone("unheard-of"), ann, "lookup")).toEqual(there(ann, { read: "lookup" }));
  });

  it("is leaving where it says so, or was leaving before", () => {
    const parting = active("u-0", { Status: "deleting" });
    expect(shown(there(ann), parting, "list")).toEqual({
      kind: "deleting",
      view: parting,
      since: list,
    });
    expect(shown(leaving(ann), ann, "list")).toEqual({ kind: "deleting", view: ann, since: list });
  });

  it("stays remade, and one of which nobody knew may have been remade", () => {
    const remade = { ...there(ann), isRemade: true } as const;
    expect(shown(remade, ann, "list")).toEqual({ ...remade, since: list });
    expect(shown(unsure, ann, "list")).toEqual({ ...remade, since: list });
    expect(shown(there(ann), ann, "list")).not.toHaveProperty("isRemade");
  });

  it("settles no doubt that a write left", () => {
    expect(shown(inDoubt, ann, "list")).toEqual(inDoubt);
    expect(shown(confused, ann, "list")).toEqual(confused);
  });

  it("may still be mayBeChanging only where it was, and what mayBeChanging it has not come to rest", () => {
    const mayBeChanging = there(ann, { mayBeChanging: true });
    const still = there(ann, { read: "list", mayBeChanging: true });
    expect(shown(mayBeChanging, ann, "list", true)).toEqual(still);
    expect(shown(mayBeChanging, ann, "list", false)).toEqual(there(ann, { read: "list" }));
    expect(shown(mayBeChanging, ann, "list")).toEqual(there(ann, { read: "list" }));
    expect(shown(there(ann), ann, "list", true)).toEqual(there(ann, { read: "list" }));
    expect(shown(gone("deleted"), ann, "list", true)).toEqual(there(ann, { read: "list" }));
    expect(shown(unsure, ann, "list", true)).toEqual({
      ...there(ann, { read: "list" }),
      isRemade: true,
    });
  });
});

describe("one that is not shown", () => {
  const lookedUp = (belief: Parameters<typeof withBelief>[2]) =>
    notFound(new Map([["u-0", belief]]), "U-0").get("u-0");

  it("by a whole list is there or not, but where it came while the list was read, or nothing showed it yet", () => {
    expect(unlisted(there(ann), true)).toEqual(unsure);
    expect(unlisted(there(ann), false)).toEqual(there(ann));
    const made = { ...there(ann), unseen: "anywhere" as const };
    expect(unlisted(made, true)).toEqual(made);
    const found = shown(made, ann, "lookup");
    expect(found).toEqual({ ...there(ann, { read: "lookup" }), unseen: "in lists" });
    expect(unlisted(found, true)).toEqual(found);
    expect(shown(found, ann, "list")).toEqual(there(ann, { read: "list" }));
    expect(unlisted(unsure, true)).toEqual(unsure);
    expect(unlisted(leaving(ann), true)).toEqual(leaving(ann));
    expect(unlisted(gone("refused"), true)).toEqual(gone("refused"));
    expect(unlisted(inDoubt, true)).toEqual(inDoubt);
    expect(unlisted(confused, true)).toEqual(confused);
  });

  it("by a lookup is gone where it was leaving, and nobody knows where it was there", () => {
    expect(lookedUp(leaving(ann))).toEqual({ ...gone("deleted"), was: { view: ann } });
    expect(lookedUp(there(ann))).toEqual(unsure);
    expect(lookedUp(unsure)).toEqual(gone("unheard-of"));
    expect(lookedUp(gone("refused"))).toEqual(gone("refused"));
    expect(lookedUp(inDoubt)).toEqual(inDoubt);
    expect(lookedUp(confused)).toEqual(confused);
  });
});
