import { recodes, reads, refuses, showsGroups, without } from "../faults.ts";
import { groupShapeMutants } from "./group-shape.ts";
import { type Mutant, mutant } from "./mutant.ts";

const operation = "DeleteUserGroup";

/** Faults of DeleteUserGroup. */
export const deleteUserGroupMutants: readonly Mutant[] = [
  mutant("delete-user-group/id-missing", 1, {
    ...reads(operation, (input) =>
      (input.UserGroupId ?? "") === "" ? { UserGroupId: "g-x" } : input,
    ),
    ...without(operation, "group exists"),
  }),
  mutant("delete-user-group/unknown-group", 1, without(operation, "group exists")),
  mutant(
    "delete-user-group/while-changing",
    2,
    recodes(operation, "InvalidUserGroupState", "InvalidParameterValue", /modifying|creating/),
  ),
  mutant(
    "delete-user-group/while-deleting",
    4,
    recodes(operation, "InvalidUserGroupState", "InvalidParameterValue", /deleting/),
  ),
  mutant(
    "delete-user-group/status-deleting",
    3,
    showsGroups(operation, (group) => ({ ...group, Status: "active" })),
  ),
  mutant(
    "delete-user-group/engine",
    3,
    showsGroups(operation, (group) => ({ ...group, Engine: "memcached" })),
  ),
  ...groupShapeMutants(operation, "delete-user-group", {
    members: 3,
    arn: 3,
    "id-in-lower-case": 3,
    "user-ids-in-lower-case": 3,
    "users-once": 3,
    "status-is-known": 3,
  }),
  mutant(
    "delete-user-group/unprovoked-refusal",
    3,
    refuses(
      operation,
      ({ UserGroupId = "" }, { groups }) => groups.get(UserGroupId)?.status === "active",
    ),
  ),
  mutant(
    "delete-user-group/declared-codes",
    // The default run leads to more than the shortest, which is on record.
    8,
    recodes(operation, "UserGroupNotFound", "NoSuchGroup"),
  ),
];
