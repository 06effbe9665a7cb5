import { isDeleted, membersOf, settledGroup } from "../belief/membership.ts";
import { believedGroup, type State, viewOfGroup } from "../belief/state.ts";
import { commandFrom } from "../contract/command.ts";
import type { Command } from "../contract/contract.ts";
import { absent, illegal, type StateClass, value, type ValueClass } from "./parameter.ts";
import { created, groupOf, groupSettled, userSettled } from "./users.ts";

/**
 * The users whom groups are made of: u-0 and u-1 are named default, the others are not; u-4 has another engine. Whoever else is named
 * was never made.
 */
const redisUsers: readonly Command[] = [
  created("u-0", "default"),
  created("u-1", "default"),
  created("u-2", "ann"),
  created("u-3", "Bob"),
  created("u-4", "dora", "valkey"),
];

/** The same users, of valkey but for the last. */
const valkeyUsers: readonly Command[] = [
  created("u-0", "default", "valkey"),
  created("u-1", "default", "valkey"),
  created("u-2", "ann", "valkey"),
  created("u-3", "Bob", "valkey"),
  created("u-4", "dora", "redis", { NoPasswordRequired: true }),
];

const deletion = (UserGroupId: string): Command =>
  commandFrom({ operation: "DeleteUserGroup", input: { UserGroupId } });

const isActive = (state: State, id: string, engine: string, members: readonly string[]): boolean =>
  settledGroup(state, id)?.Engine === engine &&
  membersOf(state, id)?.toSorted().join() === members.join();

const group = (
  name: string,
  engine: "redis" | "valkey",
  members: readonly string[],
  beside: (id: string) => readonly Command[] = () => [],
): StateClass => ({
  name,
  isCrowded: true,
  plan: (id) => [
    ...(engine === "redis" ? redisUsers : valkeyUsers),
    ...beside(id),
    groupOf(id, engine, ...members),
    groupSettled(id),
    ...members.map((user) => userSettled(user)),
  ],
  fits: (state, id) => isActive(state, id, engine, members),
});

/** Groups that are there and at rest. */
export const groupsAtRest: readonly StateClass[] = [
  // What is done to it concerns neither a user of its id nor another group.
  group("redis group of its default user", "redis", ["u-0"], (id) => [created(id, "eve")]),
  group("redis group of three", "redis", ["u-0", "u-2", "u-3"], (id) => [
    groupOf(`${id}z`, "redis", "u-1"),
    groupSettled(`${id}z`),
  ]),
  group("valkey group of one", "valkey", ["u-2"]),
  // Its users are in another as well, and stay there.
  group("valkey group with a default user", "valkey", ["u-0", "u-2"], (id) => [
    groupOf(`${id}z`, "valkey", "u-0", "u-2"),
    groupSettled(`${id}z`),
    userSettled("u-0"),
    userSettled("u-2"),
  ]),
];

/** Groups that are coming, changing, leaving or gone. */
export const passingGroups: readonly StateClass[] = [
  {
    name: "new group",
    isCrowded: true,
    plan: (id) => [...redisUsers, groupOf(id, "redis", "u-0")],
    fits: (state, id) => viewOfGroup(state, id)?.Status === "creating",
  },
  {
    name: "group being modified",
    isCrowded: true,
    plan: (id) => [
      ...redisUsers,
      groupOf(id, "redis", "u-0"),
      groupSettled(id),
      userSettled("u-0"),
      commandFrom({
        operation: "ModifyUserGroup",
        input: { UserGroupId: id, UserIdsToAdd: ["u-2"] },
      }),
    ],
    fits: (state, id) =>
      believedGroup(state, id).kind === "present" && viewOfGroup(state, id)?.Status === "modifying",
  },
  {
    name: "group being deleted",
    isCrowded: true,
    plan: (id) => [
      ...redisUsers,
      groupOf(id, "redis", "u-0"),
      groupSettled(id),
      userSettled("u-0"),
      deletion(id),
    ],
    fits: (state, id) => believedGroup(state, id).kind === "deleting",
  },
  {
    name: "deleted group",
    isCrowded: true,
    plan: (id) => [
      ...redisUsers,
      groupOf(id, "redis", "u-0"),
      groupSettled(id),
      userSettled("u-0"),
      deletion(id),
      groupSettled(id),
      userSettled("u-0"),
    ],
    fits: (state, id) => isDeleted(believedGroup(state, id)),
  },
];

const isUnknown = (state: State, id: string): boolean => {
  const belief = believedGroup(state, id);
  return belief.kind === "absent" && belief.because !== "deleted";
};

/** No group of this id, and the users that one could have. */
export const noGroup: readonly StateClass[] = [
  {
    name: "no group, redis users",
    isCrowded: true,
    plan: () => redisUsers,
    fits: (state, id) =>
      isUnknown(state, id) && state.users.size > 5 && engineOf(state, "u-2") === "redis",
  },
  {
    name: "no group, valkey users",
    isCrowded: true,
    plan: () => valkeyUsers,
    fits: (state, id) =>
      isUnknown(state, id) && state.users.size > 5 && engineOf(state, "u-2") === "valkey",
  },
];

const engineOf = (state: State, id: string): string | undefined => {
  const belief = state.users.get(id);
  return belief?.kind === "present" ? belief.view.Engine : undefined;
};

/** How the id of a group is spelt, or left out. */
export const groupIdSpellings: readonly ValueClass[] = [
  { name: "as it is", put: (UserGroupId) => ({ UserGroupId }) },
  { name: "in capitals", put: (UserGroupId) => ({ UserGroupId: UserGroupId.toUpperCase() }) },
  illegal(absent),
  illegal(value("empty", { UserGroupId: "" })),
];

/** Who belongs to a group for sure is seen once it is at rest. */
export const lookAtGroup = (UserGroupId: string): readonly Command[] => [groupSettled(UserGroupId)];

/** A user that nobody made. */
export const stranger = "u-9";
