import { expect, it } from "vitest";

import {
  active,
  activeGroup,
  gone,
  leaving,
  stateWith,
  there,
} from "../belief/beliefs.fixtures.ts";
import { initialWorld, type State, withState } from "../belief/state.ts";
import type { Exchange, User, UserGroup } from "../contract/contract.ts";
import { judge } from "./judged.fixtures.ts";

/** The rules that exchanges break, told in order to somebody who believes this. */
function brokenIn(before: State, ...exchanges: readonly Exchange[]): readonly string[] {
  let world = withState(initialWorld(before.region), {}, before, false);
  return exchanges.flatMap((exchange) => {
    const { after, violations } = judge(world, exchange);
    world = after;
    return violations.map(({ rule }) => rule);
  });
}

const accepted = (command: Exchange["command"], output: object = {}): Exchange => ({
  command,
  answer: { kind: "accepted", output },
});
const refused = (command: Exchange["command"], code: string, message = ""): Exchange => ({
  command,
  answer: { kind: "refused", code, message },
});

const word = { Authentication: { Type: "password", PasswordCount: 1 } };
const named = (UserName: string): User => ({ UserName });

/** One group of two users, one of them named default, both at rest; a third user, and one that is gone. */
const together = stateWith(
  {
    "u-0": there(active("u-0", { ...named("default"), UserGroupIds: ["g-0"] })),
    "u-1": there(active("u-1", { UserGroupIds: ["g-0"] })),
    "u-2": there(active("u-2", { ...word, UserGroupIds: [] })),
    "u-9": gone("deleted"),
  },
  { "g-0": there(activeGroup("g-0", { UserIds: ["u-0", "u-1"] })) },
  { "g-0": ["u-0", "u-1"] },
);

const creation = (input: object): Exchange["command"] => ({
  operation: "CreateUser",
  input: { UserId: "n-0", UserName: "n-0", Engine: "redis", AccessString: "on ~* +@all", ...input },
});
const change = (input: object): Exchange["command"] => ({
  operation: "ModifyUser",
  input: { UserId: "u-2", ...input },
});
const grouping = (input: object): Exchange["command"] => ({
  operation: "CreateUserGroup",
  input: { UserGroupId: "g-1", Engine: "redis", ...input },
});
const regrouping = (input: object): Exchange["command"] => ({
  operation: "ModifyUserGroup",
  input: { UserGroupId: "g-0", ...input },
});
const shown = (UserId: string, more: User = {}): User =>
  active(UserId, {
    AccessString: "on ~* +@all",
    UserGroupIds: [],
    MinimumEngineVersion: "6.0",
    ARN: `arn:aws:elasticache:us-east-1:123456789012:user:${UserId}`,
    ...more,
  });
const groupShown = (UserGroupId: string, more: UserGroup = {}): UserGroup =>
  activeGroup(UserGroupId, {
    ARN: `arn:aws:elasticache:us-east-1:123456789012:usergroup:${UserGroupId}`,
    ...more,
  });

const two = ["{{a:17}}", "{{b:17}}"];
const lists = { operation: "DescribeUsers", input: {} } as const;

/** What AWS could do, as far as facts say: each was once held against it. */
const allowed: readonly (readonly [what: string, ...exchanges: readonly Exchange[]])[] = [
  [
    "of two errors the other comes first: an unknown member, no default user",
    refused(grouping({ UserIds: ["u-9"] }), "DefaultUserRequired"),
  ],
  [
    "of two errors the other comes first: an unknown group, an unknown user",
    refused(regrouping({ UserGroupId: "g-9", UserIdsToAdd: ["u-9"] }), "UserNotFound"),
  ],
  [
    "of two errors the other comes first: an unknown user, and no default user left",
    refused(regrouping({ UserIdsToAdd: ["u-9"], UserIdsToRemove: ["u-0"] }), "DefaultUserRequired"),
  ],
  [
    "a change that changes nothing leaves a group active",
    accepted(regrouping({ UserIdsToAdd: ["u-1"] }), groupShown("g-0", { UserIds: ["u-0", "u-1"] })),
  ],
  [
    "a member to be removed is not found in other case",
    refused(regrouping({ UserIdsToRemove: ["U-1"] }), "InvalidParameterValue"),
  ],
  [
    "an engine that there is not is ignored",
    accepted(
      regrouping({ Engine: "memcached" }),
      groupShown("g-0", { Status: "modifying", UserIds: ["u-0", "u-1"] }),
    ),
    accepted(
      { operation: "DescribeUserGroups", input: { UserGroupId: "g-0" } },
      { UserGroups: [groupShown("g-0", { UserIds: ["u-0", "u-1"] })] },
    ),
  ],
  [
    "less than a hundred records are no number to ask for",
    refused({ operation: "DescribeUsers", input: { MaxRecords: 20 } }, "InvalidParameterValue"),
    refused(
      { operation: "DescribeUserGroups", input: { MaxRecords: 50 } },
      "InvalidParameterValue",
    ),
  ],
  [
    "of three passwords two are equal, and count as one",
    accepted(
      creation({ Passwords: [...two, two[0]] }),
      shown("n-0", { Authentication: { Type: "password", PasswordCount: 2 } }),
    ),
  ],
  [
    "the documentation's own *off* is taken",
    accepted(
      creation({ AccessString: "*off* +get ~keys*", NoPasswordRequired: true }),
      shown("n-0", { AccessString: "off ~keys* -@all +get" }),
    ),
  ],
  ...["on ~*\n+@all", "on  ~* +@all", "on ~* +@all ", "on ~ключ:* +@all"].map(
    (AccessString) =>
      [
        `no fact says whether this is taken: ${JSON.stringify(AccessString)}`,
        refused(creation({ AccessString, NoPasswordRequired: true }), "InvalidParameterValue"),
      ] as const,
  ),
  ...["on ~* &* +@all", "on %R~a -@all +@read", "on ~a -@all +@stream", "on +cluster|slots"].map(
    (AccessString) =>
      [
        `ModifyUser does not take what only CreateUser is known to: ${AccessString}`,
        refused(change({ AccessString }), "InvalidParameterValue"),
      ] as const,
  ),
  [
    "a string of Redis 7 needs Redis 7",
    accepted(
      creation({ AccessString: "on ~* -@all +get +cluster|slots", NoPasswordRequired: true }),
      shown("n-0", {
        AccessString: "on ~* resetchannels -@all +get +cluster|slots",
        MinimumEngineVersion: "7.0",
      }),
    ),
  ],
  [
    "a hundred characters beyond the first plane are a hundred characters",
    accepted(creation({ Passwords: ["😀".repeat(100)] }), shown("n-0", { ...word })),
  ],
  [
    "a user stays whose tags may be why it was refused",
    refused(
      creation({ NoPasswordRequired: true, Tags: [{ Key: "k" }, { Key: "k" }] }),
      "InvalidParameterValue",
    ),
    accepted({ operation: "ListTagsForResource", input: { ResourceName: "{{arn:user:n-0}}" } }),
  ],
  [
    "text of fewer parts than an ARN has is no ARN",
    refused(
      { operation: "ListTagsForResource", input: { ResourceName: "not an arn" } },
      "InvalidARN",
      "Input ARN string does not have 7 components.",
    ),
  ],
  [
    "AWS's own users have tags too",
    accepted(
      {
        operation: "ListTagsForResource",
        input: { ResourceName: "{{arn:user:default.iam-user}}" },
      },
      { TagList: [] },
    ),
  ],
  [
    "no ARN has an id in capitals",
    refused(
      { operation: "ListTagsForResource", input: { ResourceName: "{{arn:user:U-1}}" } },
      "UserNotFound",
    ),
  ],
];

const cases = allowed.map(([what, ...exchanges]) => ({ what, exchanges }));

it.each(cases)("holds it against nobody: $what", ({ exchanges }) => {
  expect(brokenIn(together, ...exchanges)).toEqual([]);
});

it("holds it against nobody that a user of a valkey group keeps its password", () => {
  const state = stateWith(
    { "u-2": there(active("u-2", word)) },
    { "g-0": there(activeGroup("g-0", { Engine: "valkey", UserIds: ["u-2"] })) },
    { "g-0": ["u-2"] },
  );
  const toNone = change({ NoPasswordRequired: true });
  expect(brokenIn(state, refused(toNone, "InvalidParameterCombination"))).toEqual([]);
  expect(brokenIn(together, refused(toNone, "InvalidParameterCombination"))).toEqual([
    "modify-user/password-to-no-password",
  ]);
});

it("holds it against nobody which partition a region is of that no fact speaks of", () => {
  const arnIn = (region: string, partition: string): readonly string[] => {
    const ARN = `arn:${partition}:elasticache:${region}:123456789012:user:n-0`;
    const answer = accepted(creation({ NoPasswordRequired: true }), shown("n-0", { ARN }));
    return brokenIn({ ...stateWith({}), region }, answer);
  };
  expect(arnIn("eusc-de-east-1", "aws-eusc")).toEqual([]);
  expect(arnIn("us-iso-east-1", "aws-iso")).toEqual([]);
  expect(arnIn("eu-west-1", "aws-eusc")).toEqual(["create-user/arn"]);
  expect(arnIn("cn-north-1", "aws")).toEqual(["create-user/arn"]);
});

it("does not take a user for gone that pages leave out while another goes", () => {
  const before = stateWith({
    "u-0": leaving(active("u-0")),
    "u-1": there(shown("u-1")),
    "u-2": there(shown("u-2")),
  });
  const broken = brokenIn(
    before,
    accepted({ ...lists, input: { MaxRecords: 100 } }, { Users: [shown("u-1")], Marker: "m" }),
    accepted({ ...lists, input: { Marker: "m" } }, { Users: [] }),
    accepted({ ...lists, input: { UserId: "u-2" } }, { Users: [shown("u-2")] }),
  );
  expect(broken).toEqual(["describe-users/pages-hold-while-others-change"]);
});

it("does not hold it against a group that it lists a user shortly after that is gone", () => {
  const before = stateWith(
    { "u-0": there(active("u-0", named("default"))), "u-1": leaving(active("u-1")) },
    {
      "g-0": there(activeGroup("g-0", { UserIds: ["u-0", "u-1"] }), { mayBeChanging: true }),
    },
    { "g-0": ["u-0", "u-1"] },
  );
  const listed = (more: UserGroup): Exchange =>
    accepted(
      { operation: "DescribeUserGroups", input: { UserGroupId: "g-0" } },
      { UserGroups: [groupShown("g-0", { MinimumEngineVersion: "6.0", ...more })] },
    );
  const broken = brokenIn(
    before,
    refused({ operation: "DescribeUsers", input: { UserId: "u-1" } }, "UserNotFound"),
    listed({ UserIds: ["u-0", "u-1"] }),
    refused(
      { operation: "DeleteUserGroup", input: { UserGroupId: "g-0" } },
      "InvalidUserGroupState",
    ),
    listed({ UserIds: ["u-0", "u-1"], Status: "modifying" }),
    listed({ UserIds: ["u-0"] }),
  );
  expect(broken).toEqual(["describe-user-groups/without-deleted-users"]);
});
