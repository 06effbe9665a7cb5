import { ofUsers } from "../families.ts";
import { afterwards, refuses, remembered, shows, together } from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf } from "../store.ts";
import { asked, engineFor, refusing, stored, type Variant, variant } from "./variant.ts";

const both = ["CreateUserGroup", "ModifyUserGroup"] as const;

const isDefault = (id: string, call: Call): boolean => stored(id, call)?.name === "default";

/** Does not make again what was there before. */
function takenForEver(operation: "CreateUser" | "CreateUserGroup"): Fault {
  const known = remembered();
  return together([
    refuses(
      operation,
      (input, call) =>
        known(call).has(keyOf(operation === "CreateUser" ? input.UserId : input.UserGroupId)),
      operation === "CreateUser" ? "UserAlreadyExists" : "UserGroupAlreadyExists",
    ),
    afterwards(operation, (call, input, { kind }) => {
      if (kind === "accepted")
        known(call).add(keyOf(operation === "CreateUser" ? input.UserId : input.UserGroupId));
    }),
  ]);
}

/** What weaker facts say of groups, left out. */
export const weakerVariants: readonly Variant[] = [
  variant(
    "default users do not go and come at once",
    refuses(
      "ModifyUserGroup",
      ({ UserIdsToAdd = [], UserIdsToRemove = [] }, call) =>
        UserIdsToAdd.some((id) => isDefault(id, call)) &&
        UserIdsToRemove.some((id) => isDefault(id, call)),
    ),
  ),
  variant(
    "a valkey group has valkey users only",
    refusing(
      both,
      (input, call) =>
        engineFor(input, call) === "valkey" &&
        asked(input).some((id) => stored(id, call)?.engine === "redis"),
    ),
  ),
  variant(
    "a group's engine stays",
    refuses("ModifyUserGroup", ({ Engine }) => Engine !== undefined),
  ),
  variant(
    "the engine of a group's user stays",
    refuses(
      "ModifyUser",
      (input, { groups, ...call }) =>
        input.Engine !== undefined &&
        stored(input.UserId, call) !== undefined &&
        [...groups.values()].some(({ userIds }) => userIds.includes(keyOf(input.UserId))),
    ),
  ),
  variant("the id of a group is not free when it is gone", takenForEver("CreateUserGroup")),
  variant("the id of a user is not free when it is gone", takenForEver("CreateUser")),
  variant(
    "users do not go and come at once",
    refuses(
      "ModifyUserGroup",
      ({ UserIdsToAdd = [], UserIdsToRemove = [] }) =>
        UserIdsToAdd.length > 0 && UserIdsToRemove.length > 0,
    ),
  ),
  variant(
    "the users of a valkey group stay",
    refuses(
      "ModifyUserGroup",
      (input, { groups }) =>
        groups.get(keyOf(input.UserGroupId))?.engine === "valkey" && input.Engine === undefined,
    ),
  ),
  variant(
    "valkey users are closed to channels",
    together(
      ofUsers.map((operation) =>
        shows(operation, (user) =>
          user.Engine === "valkey"
            ? {
                ...user,
                AccessString: user.AccessString?.replace(/ (?=[+-]@all)/, " resetchannels "),
              }
            : user,
        ),
      ),
    ),
  ),
];
