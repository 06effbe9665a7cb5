import type { AnyInput } from "../../../models/contract/contract.ts";
import { reads, recodes, refuses, rewords, showsGroups, without } from "../faults.ts";
import type { Call } from "../store.ts";
import { groupShapeMutants } from "./group-shape.ts";
import { type Mutant, mutant } from "./mutant.ts";

const operation = "ModifyUserGroup";

const adds = ({ UserIdsToAdd = [] }: AnyInput): boolean => UserIdsToAdd.length > 0;
const removes = ({ UserIdsToRemove = [] }: AnyInput): boolean => UserIdsToRemove.length > 0;

const groupOf = ({ UserGroupId = "" }: AnyInput, { groups }: Call) =>
  groups.get(UserGroupId.toLowerCase());

/** True of a change that would be accepted: then only a fault refuses it. */
const isOfActive = (input: AnyInput, call: Call): boolean =>
  groupOf(input, call)?.status === "active";

const grounds: readonly Mutant[] = [
  mutant(
    "modify-user-group/id-missing",
    1,
    reads(operation, (input, { groups }) => {
      if ((input.UserGroupId ?? "") !== "") return input;
      groups.set("g-x", {
        id: "g-x",
        engine: "valkey",
        userIds: [],
        status: "active",
        until: 0,
        adding: [],
        removing: [],
      });
      return { UserGroupId: "g-x", Engine: "valkey" };
    }),
  ),
  mutant(
    "modify-user-group/unknown-group",
    1,
    recodes(operation, "UserGroupNotFound", "InvalidParameterValue"),
  ),
  mutant(
    "modify-user-group/unknown-user",
    3,
    recodes(operation, "UserNotFound", "InvalidParameterValue"),
  ),
  mutant("modify-user-group/one-name-twice", 5, without(operation, "names differ")),
  mutant("modify-user-group/default-user-required", 4, without(operation, "default user")),
  mutant("modify-user-group/removes-a-stranger", 4, without(operation, "only members are removed")),
  mutant(
    "modify-user-group/removes-a-stranger-text",
    4,
    rewords(operation, /is not a member of user group/),
  ),
  mutant(
    "modify-user-group/while-changing",
    3,
    recodes(operation, "InvalidUserGroupState", "InvalidParameterValue", /modifying|creating/),
  ),
  mutant(
    "modify-user-group/while-changing-text",
    3,
    rewords(operation, /has status (?:modifying|creating)/),
  ),
];

const allowances: readonly Mutant[] = [
  mutant(
    "modify-user-group/accepts-adding",
    5,
    refuses(
      operation,
      (input, call) => isOfActive(input, call) && adds(input) && !removes(input),
      "InvalidParameterCombination",
    ),
  ),
  mutant(
    "modify-user-group/accepts-removing",
    5,
    refuses(
      operation,
      (input, call) => isOfActive(input, call) && removes(input) && !adds(input),
      "InvalidParameterCombination",
    ),
  ),
  mutant(
    "modify-user-group/accepts-swap-of-default-users",
    5,
    refuses(
      operation,
      (input, call) => isOfActive(input, call) && removes(input) && adds(input),
      "InvalidParameterCombination",
    ),
  ),
  mutant(
    "modify-user-group/accepts-adding-and-removing",
    6,
    refuses(
      operation,
      (input, call) => isOfActive(input, call) && removes(input) && adds(input),
      "InvalidParameterCombination",
    ),
  ),
  mutant(
    "modify-user-group/accepts-iam-user-in-valkey-group",
    6,
    refuses(operation, (input, call) => groupOf(input, call)?.engine === "valkey" && adds(input)),
  ),
  mutant(
    "modify-user-group/accepts-default-of-valkey-group",
    6,
    refuses(
      operation,
      (input, call) => groupOf(input, call)?.engine === "valkey" && removes(input),
    ),
  ),
  mutant(
    "modify-user-group/accepts-engine-change",
    7,
    refuses(
      operation,
      (input, call) => isOfActive(input, call) && input.Engine !== undefined,
      "InvalidParameterCombination",
    ),
  ),
];

const answers: readonly Mutant[] = [
  mutant(
    "modify-user-group/status-modifying",
    4,
    showsGroups(operation, (group) => ({ ...group, Status: "active" })),
  ),
  mutant(
    "modify-user-group/old-user-ids-meanwhile",
    4,
    showsGroups(operation, (group) => ({ ...group, UserIds: "" })),
  ),
  mutant(
    "modify-user-group/pending-changes",
    4,
    showsGroups(operation, (group) => ({ ...group, PendingChanges: "" })),
  ),
  mutant(
    "modify-user-group/engine",
    4,
    showsGroups(operation, (group) => ({ ...group, Engine: "memcached" })),
  ),
  ...groupShapeMutants(operation, "modify-user-group", {
    members: 4,
    arn: 4,
    "id-in-lower-case": 4,
    "user-ids-in-lower-case": 4,
    "users-once": 4,
    "status-is-known": 4,
  }),
  mutant(
    "modify-user-group/unprovoked-refusal",
    5,
    refuses(operation, (input, call) => isOfActive(input, call)),
  ),
  mutant(
    "modify-user-group/declared-codes",
    1,
    recodes(operation, "UserGroupNotFound", "NoSuchGroup"),
  ),
];

/** Faults of ModifyUserGroup. */
export const modifyUserGroupMutants: readonly Mutant[] = [...grounds, ...allowances, ...answers];
