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
import { nothingSince } from "../belief/believed.ts";
import { believed, believedGroup, initialWorld, withState } from "../belief/state.ts";
import type { Command } from "../contract/contract.ts";
import { model } from "../model.ts";
import { operations } from "../operations/index.ts";
import { foresee, judge } from "./judged.fixtures.ts";

const nobody = stateWith({});

const creation = {
  operation: "CreateUser",
  input: {
    UserId: "u-0",
    UserName: "ann",
    Engine: "redis",
    AccessString: "on ~* +@all",
    NoPasswordRequired: true,
  },
} as const satisfies Command;

const creating = (change: object): Command => ({
  ...creation,
  input: { ...creation.input, ...change },
});

const waitedFor = (command: Command): Command => ({ ...command, until: "settled" });
const lookup: Command = { operation: "DescribeUsers", input: { UserId: "u-0" } };
const groupLookup: Command = { operation: "DescribeUserGroups", input: { UserGroupId: "g-0" } };

describe("what becomes of a command", () => {
  it("is that it is accepted, where nothing speaks against it", () => {
    const { outcome, after } = foresee(nobody, creation);
    expect([outcome, believed(after, "u-0").kind]).toEqual(["accepted", "present"]);
  });

  it("is that it is refused, where a ground holds", () => {
    const { outcome, after } = foresee(nobody, creating({ Engine: "memcached" }));
    expect([outcome, believed(after, "u-0")]).toEqual(["refused", gone("refused")]);
  });

  it("is not known where no fact says, or the action is none", () => {
    expect(foresee(nobody, creating({ UserId: "a--b" })).outcome).toBe("open");
    const { outcome, after } = foresee(nobody, { ...creation, action: "MakeUser" });
    expect([outcome, after]).toEqual(["open", nobody]);
  });

  it("is not known where a target may refuse, and may as well accept", () => {
    const held = stateWith(
      { "u-0": there(active("u-0")) },
      { "g-0": there(activeGroup("g-0", { Status: "modifying" })) },
      { "g-0": ["u-0"] },
    );
    const deletion: Command = { operation: "DeleteUserGroup", input: { UserGroupId: "g-0" } };
    expect(foresee(held, deletion).outcome).toBe("open");
  });
});

describe("whoever waits for one to settle", () => {
  const modifying = { Status: "modifying" };

  it("finds it active, or gone", () => {
    const changing = stateWith(
      { "u-0": there(active("u-0", modifying)) },
      { "g-0": there(activeGroup("g-0", modifying)) },
    );
    const settled = foresee(changing, waitedFor(lookup));
    expect(settled.outcome).toBe("accepted");
    expect(believed(settled.after, "u-0")).toEqual(there(active("u-0"), { read: "lookup" }));
    expect(believedGroup(settled.after, "g-0")).toEqual(there(activeGroup("g-0", modifying)));
    expect(believedGroup(foresee(changing, waitedFor(groupLookup)).after, "g-0")).toEqual(
      there(activeGroup("g-0"), { read: "lookup" }),
    );

    const parting = stateWith(
      { "u-0": leaving(active("u-0")) },
      { "g-0": leaving(activeGroup("g-0")) },
    );
    expect(believed(foresee(parting, waitedFor(lookup)).after, "u-0")).toMatchObject(
      gone("deleted"),
    );
    expect(believedGroup(foresee(parting, waitedFor(groupLookup)).after, "g-0")).toMatchObject(
      gone("deleted"),
    );
  });

  it("finds nothing where nothing is", () => {
    expect(foresee(nobody, waitedFor(lookup)).after.users).toEqual(nobody.users);
  });

  it("does not know that a user has come to rest before its group has", () => {
    const mayBeChanging = (group: object) =>
      stateWith(
        { "u-0": there(active("u-0"), { mayBeChanging: true }) },
        { "g-0": there(activeGroup("g-0", group), nothingSince) },
        { "g-0": ["u-0"] },
      );
    const since = (group: object) =>
      foresee(mayBeChanging(group), waitedFor(lookup)).after.users.get("u-0");
    expect(since(modifying)).toEqual(there(active("u-0"), { read: "lookup", mayBeChanging: true }));
    expect(since({})).toEqual(there(active("u-0"), { read: "lookup" }));
  });

  it("sees all at rest in a list, and that one is gone by a lookup only", () => {
    const changing = stateWith({
      "u-0": there(active("u-0", modifying)),
      "u-1": leaving(active("u-1")),
    });
    const { after } = foresee(changing, waitedFor({ operation: "DescribeUsers", input: {} }));
    const { users } = after;
    expect(users.get("u-0")).toEqual(there(active("u-0"), { read: "list" }));
    expect(users.get("u-1")?.kind).toBe("deleting");
  });

  it("knows no more where the command is a write", () => {
    expect(foresee(nobody, waitedFor(creation))).toEqual(foresee(nobody, creation));
  });
});

describe("the rules that would speak", () => {
  const world = initialWorld("us-east-1");

  it("are those that speak of what is foreseen", () => {
    const accepted = model.predict(world, creation).exercised;
    expect(accepted).toContain("create-user/no-password-type");
    expect(accepted).not.toContain("create-user/engine-unknown");
    expect(
      model.predict(world, creating({ Passwords: ["{{a:15}}"], NoPasswordRequired: false }))
        .exercised,
    ).toEqual([
      "create-user/declared-codes",
      "create-user/password-too-short",
      "create-user/password-length-text",
    ]);
    expect(model.predict(world, { ...creation, action: "MakeUser" }).exercised).toEqual([]);
  });

  it.each<Command>([
    creating({ UserId: "u-1" }),
    creating({
      UserId: "u-1",
      Engine: "Valkey",
      Passwords: ["{{a:16}}"],
      NoPasswordRequired: false,
    }),
    creating({ UserId: "maybe" }),
    lookup,
    { operation: "DescribeUsers", input: {} },
    groupLookup,
  ])("are those that do speak, where it comes so: %j", (command) => {
    const state = stateWith(
      { "u-0": there(active("u-0")), maybe: unsure },
      { "g-0": there(activeGroup("g-0")) },
      { "g-0": ["u-0"] },
    );
    const output = Object(operations[command.operation]).predict(state, command.input);
    const before = withState(world, {}, state, false);
    expect(model.predict(before, command).exercised).toEqual(
      judge(before, { command, answer: { kind: "accepted", output } }).exercised,
    );
  });

  it("are those of the place that the command goes to", () => {
    const twice = (region?: string) => {
      const second = { ...creation, ...(region === undefined ? {} : { region }) };
      return model.predict(model.predict(world, creation).after, second).exercised;
    };
    expect(twice()).toContain("create-user/user-id-taken");
    expect(twice("eu-west-1")).not.toContain("create-user/user-id-taken");
  });
});

describe("a rule could have something to say", () => {
  const world = initialWorld("us-east-1");
  const short = creating({ Passwords: ["{{a:15}}"], NoPasswordRequired: false });

  it.each([
    ["a ground that holds", "create-user/password-too-short", short, true],
    ["a ground that does not", "create-user/password-too-short", creation, false],
    [
      "an allowance that applies",
      "create-user/accepts-engine-in-any-case",
      creating({ Engine: "Redis" }),
      true,
    ],
    ["an allowance that does not", "create-user/accepts-engine-in-any-case", creation, false],
    ["a guarantee of what is foreseen", "create-user/no-password-type", creation, true],
    [
      "a guarantee of something else",
      "create-user/no-password-type",
      creating({ Passwords: ["{{a:16}}"], NoPasswordRequired: false }),
      false,
    ],
    ["a guarantee, where it is refused", "create-user/no-password-type", short, true],
    ["any other", "create-user/declared-codes", creation, true],
    ["one that is not of the operation", "delete-user/user-not-found", creation, true],
  ] as const)("%s", (_name, rule, command, could) => {
    expect(model.mayExercise(world, command, rule)).toBe(could);
  });
});
