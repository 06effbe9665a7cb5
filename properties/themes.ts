import type * as fc from "fast-check";

import { commandFrom } from "../models/command.ts";
import type { Command, OperationName } from "../models/contract.ts";

/** What a conversation is about: a mix of operations, of which each is taken so often beside the others. */
export interface Theme {
  readonly weight: number;
  readonly shares: Readonly<Partial<Record<OperationName, number>>>;
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
    input: { UserId, UserName, Engine, AccessString: "on ~* +@all", Passwords: ["{{a:17}}"] },
  });

const group = (...UserIds: readonly string[]): Command =>
  commandFrom({
    operation: "CreateUserGroup",
    input: { UserGroupId: "g-0", Engine: "redis", UserIds },
  });

const settled = (...userIds: readonly string[]): readonly Command[] => [
  commandFrom({
    operation: "DescribeUserGroups",
    input: { UserGroupId: "g-0" },
    until: "settled",
  }),
  ...userIds.map((UserId) =>
    commandFrom({ operation: "DescribeUsers", input: { UserId }, until: "settled" }),
  ),
];

/** A group whose only user has gone over to the other engine. */
const changedEngine: readonly Command[] = [
  create("u-0", "default"),
  group("u-0"),
  ...settled("u-0"),
  commandFrom({ operation: "ModifyUser", input: { UserId: "u-0", Engine: "valkey" } }),
  ...settled("u-0"),
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
  commandFrom({ operation: "DescribeUsers", input: { UserId: "u-1" }, until: "settled" }),
];

const users = { CreateUser: 10, ModifyUser: 9, DescribeUsers: 6, DeleteUser: 3 };
const groups = {
  CreateUserGroup: 5,
  ModifyUserGroup: 6,
  DescribeUserGroups: 4,
  DeleteUserGroup: 1,
};
const tags = { ListTagsForResource: 5, AddTagsToResource: 4, RemoveTagsFromResource: 3 };

/** A group, and users who have the names of its users. */
const sharedNames: readonly Command[] = [
  create("u-0", "default"),
  create("u-1", "ann"),
  create("u-2", "ann"),
  create("u-3", "default"),
  group("u-0", "u-1"),
  ...settled("u-0", "u-1"),
];

/** A new user with the id of one that had tags. */
const reborn: readonly Command[] = [
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
  commandFrom({ operation: "DescribeUsers", input: { UserId: "u-0" }, until: "settled" }),
  create("u-0", "ann"),
];

export const themes: readonly Theme[] = [
  { weight: 8, shares: users, foundations: [], prelude: 0, openings: [] },
  {
    weight: 5,
    shares: { ...groups, CreateUser: 4, ModifyUser: 1, DescribeUsers: 2, DeleteUser: 1 },
    foundations: ["CreateUser", "ModifyUser"],
    prelude: 3,
    openings: [changedEngine, leavingGroup, lostUser, sharedNames],
  },
  {
    weight: 3,
    shares: { ...tags, CreateUser: 3, ModifyUser: 1, DeleteUser: 2, CreateUserGroup: 1 },
    foundations: ["CreateUser", "ModifyUser"],
    prelude: 1,
    openings: [reborn],
  },
  {
    weight: 1,
    shares: { ...users, ...groups, ...tags },
    foundations: [],
    prelude: 0,
    openings: [],
  },
];

/** Commands of which several at once are worth while: they can get in each other's way. */
export const canBeTwice = ({ operation, until, action }: Command): boolean =>
  until === undefined &&
  action === undefined &&
  ["CreateUser", "ModifyUser", "DeleteUser", "CreateUserGroup"].includes(operation);

/** What is sent at once with a command: the same again, once or twice, or the deletion of what it changes; and a last look. */
export function twins(command: Command, mrng: fc.Random): readonly Command[] {
  const { region, account } = command;
  const again: Command = { ...command, together: true };
  const look = commandFrom({
    operation: "DescribeUsers",
    input: {},
    until: "listed",
    region,
    account,
  });
  if (command.operation === "ModifyUser" && command.input.UserId !== undefined) {
    const input = { UserId: command.input.UserId };
    const end = { operation: "DeleteUser", input, together: true, region, account } as const;
    return [commandFrom(end), look];
  }
  return mrng.nextInt(1, 2) === 1 ? [again, look] : [again, again, look];
}

export const canBeCrowd = (supported: readonly OperationName[]): boolean =>
  ["CreateUser", "DescribeUsers"].every((name) => supported.some((one) => one === name));

const stranger = (UserId: string) => ({
  UserId,
  UserName: "ann",
  Engine: "redis",
  AccessString: "on ~* +@all",
  NoPasswordRequired: true,
});

/** More users than a page holds, read page by page while some come and others go. */
export function crowd(mrng: fc.Random, supported: readonly OperationName[]): readonly Command[] {
  const count = mrng.nextInt(21, 30);
  const between: readonly Command[] = [
    commandFrom({ operation: "CreateUser", input: stranger("a-new") }),
    ...(supported.includes("DeleteUser")
      ? [
          commandFrom({
            operation: "DeleteUser",
            input: { UserId: `p-${mrng.nextInt(0, count - 1)}` },
          }),
        ]
      : []),
  ];
  const marker = ["{{marker}}", "{{marker}}", "{{half a marker}}", "{{marker of groups}}"];
  return [
    commandFrom({ operation: "CreateUser", input: stranger("p-#"), times: count }),
    commandFrom({ operation: "DescribeUsers", input: { MaxRecords: 20 } }),
    ...between.slice(0, mrng.nextInt(0, between.length)),
    commandFrom({
      operation: "DescribeUsers",
      input: { MaxRecords: 20, Marker: marker[mrng.nextInt(0, 3)] },
      until: "listed",
    }),
    commandFrom({ operation: "DescribeUsers", input: { MaxRecords: 100 }, until: "listed" }),
  ];
}
