import type { Input } from "../../models/contract/contract.ts";
import { lowered } from "./groups.ts";
import { lastIdOf } from "./marker.ts";
import {
  keyOf,
  type Call,
  type Check,
  invalidCombination,
  invalidValue,
  isIdentifier,
  refused,
  required,
  type StoredGroup,
  type StoredUser,
  unknownEngine,
} from "./store.ts";
import { tagChecks } from "./tag-checks.ts";

interface Identified {
  readonly UserGroupId?: string | undefined;
}

const groupExists: Check<Identified> = {
  name: "group exists",
  refuse: ({ UserGroupId }, { groups }) =>
    groups.has(keyOf(UserGroupId))
      ? undefined
      : refused("UserGroupNotFound", `User group ${UserGroupId} not found.`),
};

const onlyActive = (verb: string): Check<Identified> => ({
  name: "group is active",
  refuse: ({ UserGroupId }, { groups }) => {
    const id = keyOf(UserGroupId);
    const status = groups.get(id)?.status ?? "active";
    return status === "active"
      ? undefined
      : refused(
          "InvalidUserGroupState",
          `User group ${id} has status ${status}. Only active user groups can be ${verb}.`,
        );
  },
});

const usersIn = (ids: readonly string[], { users }: Call): readonly StoredUser[] =>
  ids.flatMap((id) => {
    const user = users.get(id);
    return user === undefined ? [] : [user];
  });

const groupOf = ({ UserGroupId }: Identified, { groups }: Call): StoredGroup | undefined =>
  groups.get(keyOf(UserGroupId));

/** Whom a group would have after a request, and of which engine it would be. */
interface Wish<I> {
  named(input: I): readonly string[];
  members(input: I, call: Call): readonly string[];
  engine(input: I, call: Call): string;
}

/** What holds for the users of every group. */
const memberChecks = <I>({ named, members, engine }: Wish<I>): readonly Check<I>[] => [
  {
    name: "users exist",
    refuse: (input, { users }) => {
      const missing = named(input).find(
        (id) => !users.has(id) || users.get(id)?.status === "deleting",
      );
      return missing === undefined
        ? undefined
        : refused("UserNotFound", `User ${missing} not found.`);
    },
  },
  {
    name: "names differ",
    refuse: (input, call) => {
      const names = usersIn(members(input, call), call).map(({ name }) => name);
      return new Set(names).size === names.length
        ? undefined
        : refused("DuplicateUserName", "A user with this username already exists.");
    },
  },
  {
    name: "default user",
    refuse: (input, call) =>
      engine(input, call) === "redis" &&
      !usersIn(members(input, call), call).some(({ name }) => name === "default")
        ? refused(
            "DefaultUserRequired",
            "Redis user group needs to contain a user with the user name default.",
          )
        : undefined,
  },
  {
    name: "valkey needs authentication",
    refuse: (input, call) => {
      const open = usersIn(members(input, call), call).find(({ type }) => type === "no-password");
      return engine(input, call) === "valkey" && open !== undefined
        ? invalidValue(
            `No password user ${open.id} cannot be added to user group with engine Valkey`,
          )
        : undefined;
    },
  },
];

const knownEngine: Check<{ readonly Engine?: string | undefined }> = {
  name: "known engine",
  refuse: ({ Engine }) => (Engine === undefined ? undefined : unknownEngine(Engine)),
};

export const createGroupChecks: readonly Check<Input<"CreateUserGroup">>[] = [
  required("UserGroupId"),
  required("Engine"),
  {
    name: "identifier",
    refuse: ({ UserGroupId }) =>
      isIdentifier(UserGroupId)
        ? undefined
        : invalidValue("The parameter UserGroupId is not a valid identifier."),
  },
  knownEngine,
  ...tagChecks<Input<"CreateUserGroup">>(({ Tags }) => Tags),
  {
    name: "id is free",
    refuse: (input, call) =>
      groupOf(input, call) === undefined
        ? undefined
        : refused(
            "UserGroupAlreadyExists",
            `User group ${keyOf(input.UserGroupId)} already exists.`,
          ),
  },
  ...memberChecks<Input<"CreateUserGroup">>({
    named: ({ UserIds }) => lowered(UserIds),
    members: ({ UserIds }) => lowered(UserIds),
    engine: ({ Engine }) => keyOf(Engine),
  }),
];

const after = (input: Input<"ModifyUserGroup">, call: Call): readonly string[] => {
  const removed = lowered(input.UserIdsToRemove);
  return [
    ...(groupOf(input, call)?.userIds ?? []).filter((id) => !removed.includes(id)),
    ...lowered(input.UserIdsToAdd),
  ];
};

export const modifyGroupChecks: readonly Check<Input<"ModifyUserGroup">>[] = [
  required("UserGroupId"),
  groupExists,
  onlyActive("modified"),
  knownEngine,
  {
    name: "something changes",
    refuse: ({ UserIdsToAdd = [], UserIdsToRemove = [], Engine }) =>
      UserIdsToAdd.length + UserIdsToRemove.length === 0 && Engine === undefined
        ? invalidCombination("There is nothing to change.")
        : undefined,
  },
  {
    name: "only members are removed",
    refuse: (input, call) => {
      const members = groupOf(input, call)?.userIds ?? [];
      const stranger = lowered(input.UserIdsToRemove).find((id) => !members.includes(id));
      return stranger === undefined
        ? undefined
        : invalidValue(`User ${stranger} is not a member of user group ${input.UserGroupId}.`);
    },
  },
  {
    name: "no member is added",
    refuse: (input, call) => {
      const members = groupOf(input, call)?.userIds ?? [];
      const known = lowered(input.UserIdsToAdd).find((id) => members.includes(id));
      return known === undefined
        ? undefined
        : invalidValue(`User ${known} is a member of user group ${input.UserGroupId}.`);
    },
  },
  ...memberChecks<Input<"ModifyUserGroup">>({
    named: ({ UserIdsToAdd }) => lowered(UserIdsToAdd),
    members: after,
    engine: (input, call) => keyOf(input.Engine ?? groupOf(input, call)?.engine),
  }),
];

export const deleteGroupChecks: readonly Check<Input<"DeleteUserGroup">>[] = [
  required("UserGroupId"),
  groupExists,
  onlyActive("deleted"),
];

export const describeGroupsChecks: readonly Check<Input<"DescribeUserGroups">>[] = [
  {
    name: "group exists",
    refuse: (input, call) =>
      input.UserGroupId === undefined ? undefined : groupExists.refuse(input, call),
  },
  {
    name: "known marker",
    refuse: ({ Marker }) =>
      Marker === undefined || lastIdOf(Marker) !== undefined
        ? undefined
        : invalidCombination("The marker is not one that this service gave."),
  },
];
