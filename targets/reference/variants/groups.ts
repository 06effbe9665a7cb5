import type { AnyInput } from "../../../models/contract/contract.ts";
import { ofGroups } from "../families.ts";
import { lacking, refuses, showsGroups, together } from "../faults.ts";
import { type Call, keyOf } from "../store.ts";
import {
  asked,
  combination,
  engineFor,
  lets,
  refusing,
  stored,
  type Variant,
  value,
  variant,
} from "./variant.ts";

const both = ["CreateUserGroup", "ModifyUserGroup"] as const;

const form = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/i;

const named = (input: AnyInput): readonly string[] => [
  ...asked(input),
  ...(input.UserIdsToRemove ?? []),
];

const hasTwice = (ids: readonly string[] = []): boolean =>
  new Set(ids.map((id) => keyOf(id))).size < ids.length;

const isChanging = (id: string, call: Call): boolean =>
  (stored(id, call)?.status ?? "active") !== "active";

const membersOf = (input: AnyInput, { groups }: Call): readonly string[] =>
  groups.get(keyOf(input.UserGroupId))?.userIds ?? [];

/** What AWS may make of the users of a group. */
const members: readonly Variant[] = [
  variant(
    "a redis group has redis users only",
    refusing(
      both,
      (input, call) =>
        engineFor(input, call) === "redis" &&
        asked(input).some((id) => stored(id, call)?.engine === "valkey"),
    ),
  ),
  variant(
    "a valkey group has somebody",
    refuses(
      "CreateUserGroup",
      ({ Engine, UserIds = [] }) => keyOf(Engine) === "valkey" && UserIds.length === 0,
    ),
  ),
  variant(
    "no member is named twice",
    refusing(both, (input) => hasTwice(asked(input))),
  ),
  variant(
    "a member that is named twice is a name twice",
    refusing(both, (input) => hasTwice(asked(input)), "DuplicateUserName"),
  ),
  variant(
    "an empty list of members is refused",
    refusing(both, (input) =>
      [input.UserIds, input.UserIdsToAdd, input.UserIdsToRemove].some((ids) => ids?.length === 0),
    ),
  ),
  ...[value, "InvalidUserState", "UserNotFound"].map((code) =>
    variant(
      `a changing user stays out of groups: ${code}`,
      refusing(both, (input, call) => named(input).some((id) => isChanging(id, call)), code),
    ),
  ),
  variant(
    "a member's id is checked for its form",
    refusing(both, (input) => named(input).some((id) => !form.test(id))),
  ),
  variant(
    "an unknown user that is to go is unknown",
    refuses(
      "ModifyUserGroup",
      (input, call) =>
        (input.UserIdsToRemove ?? []).some((id) => stored(id, call) === undefined) &&
        call.groups.has(keyOf(input.UserGroupId)),
      "UserNotFound",
    ),
  ),
  variant(
    "whom a group has may be added again",
    lets(["ModifyUserGroup"], "no member is added", () => true),
  ),
  variant(
    "whom a group has, added again, is a name twice",
    refuses(
      "ModifyUserGroup",
      (input, call) =>
        (input.UserIdsToAdd ?? []).some((id) => membersOf(input, call).includes(keyOf(id))),
      "DuplicateUserName",
    ),
  ),
  variant(
    "a user is not added and removed at once",
    refuses(
      "ModifyUserGroup",
      ({ UserIdsToAdd = [], UserIdsToRemove = [] }) =>
        UserIdsToAdd.some((id) => UserIdsToRemove.includes(id)),
      combination,
    ),
  ),
  variant(
    "a group with one who leaves does not change",
    refuses("ModifyUserGroup", (input, call) =>
      membersOf(input, call).some((id) => (stored(id, call)?.status ?? "deleting") === "deleting"),
    ),
  ),
];

/** What AWS may make of the rest of a request about groups. */
const requests: readonly Variant[] = [
  variant(
    "a group's id has at most 40 characters",
    refuses("CreateUserGroup", ({ UserGroupId = "" }) => UserGroupId.length > 40),
  ),
  variant(
    "hyphens may stand anywhere in a group's id",
    lets(["CreateUserGroup"], "identifier", ({ UserGroupId = "" }) =>
      /^[a-z][a-z0-9-]*$/i.test(UserGroupId),
    ),
  ),
  ...(["ModifyUserGroup", "DeleteUserGroup", "DescribeUserGroups"] as const).map((operation) =>
    variant(
      `${operation} checks the form of an id`,
      refuses(
        operation,
        ({ UserGroupId }) =>
          UserGroupId !== undefined && UserGroupId !== "" && !form.test(UserGroupId),
      ),
    ),
  ),
  variant(
    "nothing to change is nothing",
    lets(["ModifyUserGroup"], "something changes", () => true),
  ),
  variant(
    "a group's engine does not change to itself",
    refuses(
      "ModifyUserGroup",
      (input, { groups }) =>
        input.Engine !== undefined &&
        keyOf(input.Engine) === groups.get(keyOf(input.UserGroupId))?.engine,
    ),
  ),
  variant(
    "a group's engine changes alone",
    refuses(
      "ModifyUserGroup",
      (input) =>
        input.Engine !== undefined &&
        [...asked(input), ...(input.UserIdsToRemove ?? [])].length > 0,
      combination,
    ),
  ),
  ...["UserGroupNotFound", "InvalidUserGroupState", value].map((code) =>
    variant(
      `a group that leaves is refused to be changed with ${code}`,
      refuses(
        "ModifyUserGroup",
        (input, { groups }) => groups.get(keyOf(input.UserGroupId))?.status === "deleting",
        code,
      ),
    ),
  ),
  variant(
    "a page has 20 to 100 groups",
    refuses("DescribeUserGroups", ({ MaxRecords = 50 }) => MaxRecords < 20 || MaxRecords > 100),
  ),
  variant(
    "UserGroupId stands alone",
    refuses(
      "DescribeUserGroups",
      ({ UserGroupId, ...others }) => UserGroupId !== undefined && Object.keys(others).length > 0,
      combination,
    ),
  ),
  variant(
    "a marker for groups that nobody gave begins anew",
    lets(["DescribeUserGroups"], "known marker", () => true),
  ),
  variant(
    "a group shows what is to come at no time",
    together(
      ofGroups.map((operation) =>
        showsGroups(operation, (group) => lacking(group, "PendingChanges")),
      ),
    ),
  ),
  variant(
    "a group shows no serverless caches",
    together(
      ofGroups.map((operation) =>
        showsGroups(operation, (group) => lacking(group, "ServerlessCaches")),
      ),
    ),
  ),
  variant(
    "a group has a member more",
    together(
      ofGroups.map((operation) =>
        showsGroups(operation, (group) => ({ ...group, CreateTime: "2026-01-01" })),
      ),
    ),
  ),
];

export const groupVariants: readonly Variant[] = [...members, ...requests];
