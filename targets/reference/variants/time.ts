import type { AnyInput } from "../../../models/contract/contract.ts";
import { ofTags, ofUsers } from "../families.ts";
import {
  afterwards,
  lists,
  listsGroups,
  memoryOf,
  refuses,
  shows,
  showsGroups,
  together,
} from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf, noWindows, refused, usualWindows } from "../store.ts";
import { stored, type Variant, variant } from "./variant.ts";

/** Counts how many lists more shall not show whom a request made. */
function unlisted(
  create: "CreateUser" | "CreateUserGroup",
  list: "DescribeUsers" | "DescribeUserGroups",
  times: number,
  { lookups = false } = {},
): Fault {
  const left = memoryOf(() => new Map<string, number>());
  const idIn = (input: AnyInput): string | undefined =>
    create === "CreateUser" ? input.UserId : input.UserGroupId;
  const isHidden = (call: Call, id: unknown): boolean => (left(call).get(String(id)) ?? 0) > 0;
  const hides = <V extends object>(
    views: readonly V[],
    input: AnyInput,
    call: Call,
    idOf: (view: V) => unknown,
  ): readonly V[] =>
    idIn(input) === undefined ? views.filter((view) => !isHidden(call, idOf(view))) : views;
  return together([
    afterwards(create, (call, input, { kind }) => {
      if (kind === "accepted") left(call).set(keyOf(idIn(input)), times);
    }),
    ...(lookups
      ? [
          refuses(
            list,
            (input, call) => idIn(input) !== undefined && isHidden(call, keyOf(idIn(input))),
            create === "CreateUser" ? "UserNotFound" : "UserGroupNotFound",
          ),
        ]
      : []),
    lists((users, input, call) =>
      list === "DescribeUsers" ? hides(users, input, call, ({ UserId }) => UserId) : users,
    ),
    listsGroups((groups, input, call) =>
      list === "DescribeUserGroups"
        ? hides(groups, input, call, ({ UserGroupId }) => UserGroupId)
        : groups,
    ),
    afterwards(list, (call, input) => {
      const known = left(call);
      for (const [id, count] of known)
        if (input.Marker === undefined && (idIn(input) === undefined || keyOf(idIn(input)) === id))
          known.set(id, count - 1);
    }),
  ]);
}

const leaves = (id: string | undefined, call: Call): boolean =>
  stored(id, call)?.status === "deleting";

/** When what was asked for comes to be, and when it shows. */
export const timeVariants: readonly Variant[] = [
  variant("all is at once", {}, noWindows),
  ...Object.keys(usualWindows).flatMap((name) => [
    variant(`no time for ${name}`, {}, { ...usualWindows, [name]: 0 }),
    variant(`much time for ${name}`, {}, { ...usualWindows, [name]: 8000 }),
    variant(`time for ${name} only`, {}, { ...noWindows, [name]: 900 }),
  ]),
  variant("a list lags behind a new user", unlisted("CreateUser", "DescribeUsers", 1)),
  variant("lists lag behind a new user", unlisted("CreateUser", "DescribeUsers", 3)),
  variant("a list lags behind a new group", unlisted("CreateUserGroup", "DescribeUserGroups", 1)),
  variant("lists lag behind a new group", unlisted("CreateUserGroup", "DescribeUserGroups", 3)),
  variant(
    "a lookup lags behind a new user",
    unlisted("CreateUser", "DescribeUsers", 1, { lookups: true }),
  ),
  variant(
    "a lookup lags behind a new group",
    unlisted("CreateUserGroup", "DescribeUserGroups", 1, { lookups: true }),
  ),
  variant(
    "a user that leaves is looked up in vain, and listed",
    refuses("DescribeUsers", ({ UserId }, call) => leaves(UserId, call), "UserNotFound"),
  ),
  variant(
    "a user that leaves is listed, and otherwise gone",
    together([
      refuses("DescribeUsers", ({ UserId }, call) => leaves(UserId, call), "UserNotFound"),
      refuses("ModifyUser", ({ UserId }, call) => leaves(UserId, call), "UserNotFound"),
      refuses("DeleteUser", ({ UserId }, call) => leaves(UserId, call), "UserNotFound"),
    ]),
  ),
  variant(
    "a user that leaves is in no list",
    lists((users, { UserId }) =>
      users.filter(({ Status }) => UserId !== undefined || Status !== "deleting"),
    ),
  ),
  variant(
    "a group that leaves is in no list",
    listsGroups((groups, { UserGroupId }) =>
      groups.filter(({ Status }) => UserGroupId !== undefined || Status !== "deleting"),
    ),
  ),
  variant(
    "the id of a user that leaves is not free",
    refuses("CreateUser", ({ UserId }, call) => leaves(UserId, call), "InvalidUserState"),
  ),
  variant(
    "a user's groups are told when they are active",
    together(
      ofUsers.map((operation) =>
        shows(operation, (user, { groups }) => {
          const ids = [...groups.values()]
            .filter(
              ({ status, userIds }) => status === "active" && userIds.includes(keyOf(user.UserId)),
            )
            .map(({ id }) => id);
          return { ...user, UserGroupIds: ids.length === 0 ? "" : { member: ids } };
        }),
      ),
    ),
  ),
  variant(
    "a group that leaves shows nobody",
    together(
      (["DeleteUserGroup", "DescribeUserGroups"] as const).map((operation) =>
        showsGroups(operation, (group) =>
          group.Status === "deleting" ? { ...group, UserIds: "" } : group,
        ),
      ),
    ),
  ),
  variant("users of a changing group stay active", {
    outcome: (outcome, { operation, users }) => {
      if (outcome.kind === "accepted" && /^(?:Create|Modify|Delete)UserGroup$/.test(operation))
        for (const [id, user] of users)
          if (user.status === "modifying") users.set(id, { ...user, status: "active", until: 0 });
      return outcome;
    },
  }),
  variant("a user may be changed while it changes", {
    skips: (operation, check, { UserId }, call) =>
      operation === "ModifyUser" &&
      check === "user is active" &&
      stored(UserId, call)?.status === "modifying",
  }),
  variant(
    "tags are locked by their groups' changes too",
    together(
      ofTags.map((operation) => ({
        refuse: (call, { ResourceName = "" }) =>
          call.operation === operation &&
          /:user:[^:]+$/.test(ResourceName) &&
          stored(ResourceName.split(":").at(-1), call)?.status === "modifying"
            ? refused("UserNotFound", "No.")
            : undefined,
      })),
    ),
  ),
];
