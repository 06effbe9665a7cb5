import type * as fc from "fast-check";

import { commandFrom } from "../../models/contract/command.ts";
import type { Command, OperationName } from "../../models/contract/contract.ts";
import { secret } from "../../models/contract/placeholder.ts";
import { pick } from "./weighted-choice.ts";

/** What a conversation is about: a generation of operations, of which each is taken so often beside the others. */
export interface Profile {
  readonly weight: number;
  readonly shares: Readonly<Partial<Record<OperationName, number>>>;
  /** The operation that is never left out. */
  readonly core: OperationName;
  /** How often it goes for an empty cell of the table of what can happen to users, of a hundred times. */
  readonly aims: number;
  /** Operations of which only those requests are made that others can build on. */
  readonly foundations: readonly OperationName[];
  /** Requests of that kind that it begins with. */
  readonly prelude: number;
  /** Ways to begin instead, which lead to where chance seldom gets. */
  readonly openings: readonly (readonly Command[])[];
}

const create = (UserId: string, UserName: string, Engine = "redis"): Command =>
  commandFrom({
    operation: "CreateUser",
    input: { UserId, UserName, Engine, AccessString: "on ~* +@all", Passwords: [secret(17)] },
  });

const groupOf = (Engine: string, ...UserIds: readonly string[]): Command =>
  commandFrom({ operation: "CreateUserGroup", input: { UserGroupId: "g-0", Engine, UserIds } });

const group = (...UserIds: readonly string[]): Command => groupOf("redis", ...UserIds);

const groupSettled = commandFrom({
  operation: "DescribeUserGroups",
  input: { UserGroupId: "g-0" },
  until: "settled",
});

const userSettled = (UserId: string): Command =>
  commandFrom({ operation: "DescribeUsers", input: { UserId }, until: "settled" });

/** Waits until a group has settled, and then its users, whom it keeps busy. */
const settled = (...userIds: readonly string[]): readonly Command[] => [
  groupSettled,
  ...userIds.map((id) => userSettled(id)),
];

/** A group whose only user has gone over to the other engine. */
const changedEngine: readonly Command[] = [
  create("u-0", "default"),
  group("u-0"),
  ...settled("u-0"),
  commandFrom({ operation: "ModifyUser", input: { UserId: "u-0", Engine: "valkey" } }),
  userSettled("u-0"),
  groupSettled,
];

/** A group on its way out, and a user whom that does not concern. */
const leavingGroup: readonly Command[] = [
  create("u-0", "default"),
  create("u-1", "ann", "valkey"),
  group("u-0"),
  ...settled("u-0"),
  commandFrom({ operation: "DeleteUserGroup", input: { UserGroupId: "g-0" } }),
];

/** A group of which one user was deleted, and is gone. */
const lostUser: readonly Command[] = [
  create("u-0", "default"),
  create("u-1", "ann"),
  group("u-0", "u-1"),
  ...settled("u-0", "u-1"),
  commandFrom({ operation: "DeleteUser", input: { UserId: "u-1" } }),
  userSettled("u-1"),
];

const users = { CreateUser: 10, ModifyUser: 9, DescribeUsers: 6, DeleteUser: 3 };
const groups = {
  CreateUserGroup: 5,
  ModifyUserGroup: 12,
  DescribeUserGroups: 4,
  DeleteUserGroup: 1,
};
const tags = { ListTagsForResource: 5, AddTagsToResource: 4, RemoveTagsFromResource: 3 };

/** All of them: an operation that is new is said here at least. */
const everything: Readonly<Record<OperationName, number>> = { ...users, ...groups, ...tags };

/** A group, and users who have the names of its users. */
const sharedNames: readonly Command[] = [
  create("u-0", "default"),
  create("u-1", "ann"),
  create("u-2", "ann"),
  create("u-3", "default"),
  group("u-0", "u-1"),
  ...settled("u-0", "u-1"),
];

/** A valkey group with a user named default, and an iam user who could join. */
export const valkeyGroup: readonly Command[] = [
  create("u-0", "default", "valkey"),
  create("u-1", "ann", "valkey"),
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId: "u-2",
      UserName: "u-2",
      Engine: "valkey",
      AccessString: "on ~* +@all",
      AuthenticationMode: { Type: "iam" },
    },
  }),
  groupOf("valkey", "u-0", "u-1"),
  ...settled("u-0", "u-1"),
];

/** A group, and a user who could take a place in it. */
export const openPlace: readonly Command[] = [
  create("u-0", "default"),
  create("u-1", "ann"),
  create("u-2", "Bob"),
  group("u-0", "u-1"),
  ...settled("u-0", "u-1"),
];

/** A new group with the id of one that had tags. */
const rebornGroup: readonly Command[] = [
  create("u-0", "default"),
  commandFrom({
    operation: "CreateUserGroup",
    input: {
      UserGroupId: "g-0",
      Engine: "redis",
      UserIds: ["u-0"],
      Tags: [{ Key: "k", Value: "v" }],
    },
  }),
  groupSettled,
  commandFrom({ operation: "DeleteUserGroup", input: { UserGroupId: "g-0" } }),
  groupSettled,
  userSettled("u-0"),
  group("u-0"),
  groupSettled,
];

/** A user with tags, on its way out. */
const leavingTags: readonly Command[] = [
  commandFrom({
    operation: "CreateUser",
    input: {
      UserId: "u-0",
      UserName: "ann",
      Engine: "redis",
      AccessString: "on ~* +@all",
      NoPasswordRequired: true,
      Tags: [{ Key: "k", Value: "v" }],
    },
  }),
  commandFrom({ operation: "DeleteUser", input: { UserId: "u-0" } }),
];

/** A new user with the id of one that had tags. */
const reborn: readonly Command[] = [...leavingTags, userSettled("u-0"), create("u-0", "ann")];

const profiles: readonly Profile[] = [
  {
    weight: 2,
    shares: { ...users, DeleteUser: 6 },
    core: "DeleteUser",
    aims: 80,
    foundations: ["CreateUser", "ModifyUser"],
    prelude: 1,
    openings: [],
  },
  {
    weight: 8,
    shares: users,
    core: "CreateUser",
    aims: 20,
    foundations: [],
    prelude: 0,
    openings: [],
  },
  {
    weight: 7,
    shares: { ...groups, CreateUser: 4, ModifyUser: 1, DescribeUsers: 2, DeleteUser: 1 },
    core: "CreateUserGroup",
    aims: 0,
    foundations: ["CreateUser", "ModifyUser"],
    prelude: 3,
    openings: [changedEngine, leavingGroup, lostUser, sharedNames, valkeyGroup, openPlace],
  },
  {
    weight: 3,
    shares: { ...tags, CreateUser: 3, ModifyUser: 1, DeleteUser: 2, CreateUserGroup: 1 },
    core: "AddTagsToResource",
    aims: 0,
    foundations: ["CreateUser", "ModifyUser"],
    prelude: 1,
    openings: [reborn, rebornGroup, leavingTags],
  },
  {
    weight: 1,
    shares: everything,
    core: "CreateUser",
    aims: 20,
    foundations: [],
    prelude: 0,
    openings: [],
  },
];

/** One of the profiles that a target with these operations can be spoken to about. */
export const profileFor = (supported: readonly OperationName[], mrng: fc.Random): Profile =>
  swarmed(
    pick(
      profiles.filter((one) => suits(one, supported)),
      ({ weight }) => weight,
      mrng,
    ),
    mrng,
  );

/** True of a profile with something to speak of at a target that has these operations. */
const suits = ({ core, shares }: Profile, supported: readonly OperationName[]): boolean =>
  supported.includes(core) || !supported.includes("CreateUser")
    ? supported.some((name) => shares[name] !== undefined)
    : false;

/** A profile without some of its operations: what is never said makes room for what seldom meets. */
const swarmed = (profile: Profile, mrng: fc.Random): Profile => ({
  ...profile,
  shares: Object.fromEntries(
    Object.entries(profile.shares).filter(
      ([name]) => name === profile.core || mrng.nextInt(1, 10) !== 1,
    ),
  ),
});

/** How a conversation about a profile begins, where it does not begin with anything. */
export function openingOf(
  { openings }: Profile,
  supported: readonly OperationName[],
  mrng: fc.Random,
): readonly Command[] {
  const opening = openings[mrng.nextInt(0, 2 * openings.length)] ?? [];
  return opening.every(({ operation }) => supported.includes(operation)) ? opening : [];
}
