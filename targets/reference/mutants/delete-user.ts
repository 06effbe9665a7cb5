import { reads, recodes, refuses, rewords, shows, without } from "../faults.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { shapeMutants } from "./shape.ts";

/** Faults of DeleteUser. */
export const deleteUserMutants: readonly Mutant[] = [
  ...shapeMutants("DeleteUser", "delete-user", {
    members: 2,
    "empty-user-group-ids": 2,
    arn: 2,
    "no-password-has-no-count": 2,
    "iam-has-no-count": 2,
    "groups-once": 6,
  }),
  mutant("delete-user/user-id-missing", 1, {
    ...reads("DeleteUser", (input) => ((input.UserId ?? "") === "" ? { UserId: "u-x" } : input)),
    ...without("DeleteUser", "user exists"),
  }),
  mutant(
    "delete-user/missing-member-code",
    1,
    recodes("DeleteUser", "InvalidParameterValue", "UserNotFound", /must be provided/),
  ),
  mutant(
    "delete-user/default-user-of-group",
    4,
    without("DeleteUser", "not a group's default user"),
  ),
  mutant(
    "delete-user/default-user-of-group-text",
    5,
    rewords("DeleteUser", /associated to user group/),
  ),
  mutant(
    "delete-user/accepts-member-of-group",
    5,
    refuses(
      "DeleteUser",
      ({ UserId = "" }, { users, groups }) =>
        users.get(UserId)?.name !== "default" &&
        users.get(UserId)?.status === "active" &&
        [...groups.values()].some(({ userIds }) => userIds.includes(UserId)),
      "InvalidUserState",
    ),
  ),
  mutant(
    "delete-user/user-group-ids",
    5,
    shows("DeleteUser", (user) => ({ ...user, UserGroupIds: "" })),
  ),
  mutant("delete-user/unknown-user", 1, without("DeleteUser", "user exists")),
  mutant("delete-user/default-user", 1, without("DeleteUser", "not the default user")),
  mutant(
    "delete-user/while-modifying",
    3,
    recodes("DeleteUser", "InvalidUserState", "InvalidParameterValue", /modifying/),
  ),
  mutant("delete-user/while-deleting-text", 3, rewords("DeleteUser", /has status deleting/)),
  mutant(
    "delete-user/while-deleting",
    3,
    recodes("DeleteUser", "InvalidUserState", "InvalidParameterValue", /deleting/),
  ),
  mutant(
    "delete-user/whole-user",
    2,
    shows("DeleteUser", (user) => ({ ...user, AccessString: "off -@all +get" })),
  ),
  mutant(
    "delete-user/user-id",
    2,
    shows("DeleteUser", (user) => ({ ...user, UserId: `${user.UserId}-gone` })),
  ),
  mutant(
    "delete-user/status-deleting",
    2,
    shows("DeleteUser", (user) => ({ ...user, Status: "deleted" })),
  ),
  mutant(
    "delete-user/unprovoked-refusal",
    2,
    refuses("DeleteUser", ({ UserId = "" }, { users }) => users.has(UserId)),
  ),
  // The default run leads to more than the shortest, which is on record.
  mutant("delete-user/declared-codes", 6, recodes("DeleteUser", "UserNotFound", "NoSuchUser")),
];
