import { ofUsers } from "../families.ts";
import { lacking, lists, reads, refuses, remembered, shows, together, unasked } from "../faults.ts";
import type { Fault } from "../service.ts";
import { keyOf } from "../store.ts";
import {
  combination,
  isAboutAuthentication,
  lets,
  stored,
  type Variant,
  value,
  variant,
} from "./variant.ts";

const isOddForm = (id: string | undefined): boolean =>
  id !== undefined && id !== "" && !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/i.test(id);
/** Shows users otherwise, whatever operation shows them. */
const showing = (change: Parameters<typeof shows>[1]): Fault =>
  together(ofUsers.map((operation) => shows(operation, change)));

/** What AWS may make of ids and names. */
const identity: readonly Variant[] = [
  variant(
    "an id has at most 40 characters",
    refuses("CreateUser", ({ UserId = "" }) => UserId.length > 40),
  ),
  variant(
    "hyphens may stand anywhere in an id",
    lets(["CreateUser"], "identifier", ({ UserId = "" }) => /^[a-z][a-z0-9-]*$/i.test(UserId)),
  ),
  variant(
    "a name has letters, digits, dots, hyphens and underscores only",
    refuses("CreateUser", ({ UserName = "" }) => !/^[\w.-]*$/.test(UserName)),
  ),
  variant(
    "a name has at most 120 characters",
    refuses("CreateUser", ({ UserName = "" }) => UserName.length > 120),
  ),
  variant(
    "Default is another form of default, and malformed",
    refuses("CreateUser", ({ UserId }) => UserId !== "default" && keyOf(UserId) === "default"),
  ),
  ...(["ModifyUser", "DeleteUser", "DescribeUsers"] as const).map((operation) =>
    variant(
      `${operation} checks the form of an id`,
      refuses(operation, ({ UserId }) => isOddForm(UserId)),
    ),
  ),
  variant(
    "DescribeUsers refuses an empty id",
    refuses("DescribeUsers", ({ UserId }) => UserId === ""),
  ),
];

/** What AWS may make of a change. */
const changes: readonly Variant[] = [
  variant(
    "ModifyUser wants something to change",
    refuses(
      "ModifyUser",
      (input) => Object.keys(input).every((name) => name === "UserId"),
      combination,
    ),
  ),
  variant(
    "the engine changes alone",
    refuses(
      "ModifyUser",
      (input) =>
        input.Engine !== undefined &&
        (isAboutAuthentication(input) || input.AccessString !== undefined),
      combination,
    ),
  ),
  variant(
    "the engine does not change to itself",
    refuses(
      "ModifyUser",
      (input, call) =>
        input.Engine !== undefined && keyOf(input.Engine) === stored(input.UserId, call)?.engine,
    ),
  ),
  variant(
    "the engine of an iam user does not change",
    refuses(
      "ModifyUser",
      (input, call) => input.Engine !== undefined && stored(input.UserId, call)?.type === "iam",
    ),
  ),
  ...["UserNotFound", "InvalidUserState", value].map((code) =>
    variant(
      `a user that leaves is refused to be changed with ${code}`,
      refuses(
        "ModifyUser",
        (input, call) => stored(input.UserId, call)?.status === "deleting",
        code,
      ),
    ),
  ),
  variant(
    "a default user is not held by a valkey group",
    lets(["DeleteUser"], "not a group's default user", (input, { groups }) =>
      [...groups.values()].every(
        ({ engine, userIds }) => engine !== "redis" || !userIds.includes(keyOf(input.UserId)),
      ),
    ),
  ),
  variant(
    "a default user is held by a valkey group too",
    refuses(
      "DeleteUser",
      (input, { groups, ...call }) =>
        stored(input.UserId, call)?.name === "default" &&
        keyOf(input.UserId) !== "default" &&
        [...groups.values()].some(
          ({ engine, userIds }) => engine === "valkey" && userIds.includes(keyOf(input.UserId)),
        ),
      "DefaultUserAssociatedToUserGroup",
    ),
  ),
];

/** What AWS may make of a request for users. */
const listings: readonly Variant[] = [
  variant(
    "a page has 20 to 100 users",
    refuses("DescribeUsers", ({ MaxRecords = 50 }) => MaxRecords < 20 || MaxRecords > 100),
  ),
  variant(
    "a page has 100 users at most",
    reads("DescribeUsers", (input) =>
      (input.MaxRecords ?? 0) > 100 ? { ...input, MaxRecords: 100 } : input,
    ),
  ),
  variant(
    "filters are refused",
    refuses("DescribeUsers", ({ Filters }) => Filters !== undefined),
  ),
  variant(
    "filters are not read",
    reads("DescribeUsers", (input) =>
      input.Filters?.every(({ Name, Values = [] }) => Name !== undefined && Values.length > 0) ===
      true
        ? unasked(input, "Filters")
        : input,
    ),
  ),
  variant(
    "UserId stands alone",
    refuses(
      "DescribeUsers",
      ({ UserId, ...others }) => UserId !== undefined && Object.keys(others).length > 0,
      combination,
    ),
  ),
  variant(
    "an engine is not read in a request for users",
    reads("DescribeUsers", (input) => unasked(input, "Engine")),
  ),
  variant(
    "an unknown engine is refused in a request for users",
    refuses(
      "DescribeUsers",
      ({ Engine }) => Engine !== undefined && !/^(?:redis|valkey)$/i.test(Engine),
    ),
  ),
  variant(
    "an engine is refused in a request for users",
    refuses("DescribeUsers", ({ Engine }) => Engine !== undefined),
  ),
  variant(
    "a marker that nobody gave is refused as a value",
    refuses("DescribeUsers", ({ Marker }) => Marker !== undefined && !/^[\w-]{8,}$/.test(Marker)),
  ),
  variant(
    "a marker that nobody gave begins anew",
    lets(["DescribeUsers"], "known marker", () => true),
  ),
  variant(
    "users come in the order of their names backwards",
    lists((users, { Marker, UserId }) =>
      Marker === undefined && UserId === undefined ? users.toReversed() : users,
    ),
  ),
];

/** Which version a user needs does not fall again. */
const neverFalls: Fault = (() => {
  const raised = remembered();
  return showing((user, call) => {
    const id = keyOf(user.UserId);
    if (user.MinimumEngineVersion === "7.0") raised(call).add(id);
    return raised(call).has(id) ? { ...user, MinimumEngineVersion: "7.0" } : user;
  });
})();

/** How AWS may show a user. */
const looks: readonly Variant[] = [
  variant(
    "valkey users need 8.0",
    showing((user) => (user.Engine === "valkey" ? { ...user, MinimumEngineVersion: "8.0" } : user)),
  ),
  variant(
    "nobody needs more than 6.0 but valkey",
    showing((user) => (user.Engine === "redis" ? { ...user, MinimumEngineVersion: "6.0" } : user)),
  ),
  variant(
    "a count stands where there is nothing to count",
    showing((user) => ({
      ...user,
      Authentication: { PasswordCount: 0, ...user.Authentication },
    })),
  ),
  variant("a version does not fall", neverFalls),
  variant("a change to iam rewrites the access string", {
    outcome: (outcome, call, input) => {
      const user = stored(input.UserId, call);
      if (
        call.operation !== "ModifyUser" ||
        outcome.kind !== "accepted" ||
        user === undefined ||
        input.AuthenticationMode?.Type !== "iam" ||
        input.AccessString !== undefined
      )
        return outcome;
      call.users.set(user.id, { ...user, accessString: "off -@all" });
      return { ...outcome, result: { ...outcome.result, AccessString: "off -@all" } };
    },
  }),
  variant(
    "a user has a member more",
    showing((user) => ({ ...user, CreateTime: "2026-01-01" })),
  ),
  variant(
    "an empty list of groups is left out",
    showing((user) => (String(user["UserGroupIds"]) === "" ? lacking(user, "UserGroupIds") : user)),
  ),
];

export const userVariants: readonly Variant[] = [...identity, ...changes, ...listings, ...looks];
