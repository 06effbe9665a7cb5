import type { AnyInput } from "../../../models/contract/contract.ts";
import { reads, recodes, refuses, rewords, showsGroups, without } from "../faults.ts";
import { type Call, refused, type StoredUser } from "../store.ts";
import { groupShapeMutants } from "./group-shape.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { tagMutants } from "./tag-grounds.ts";

const operation = "CreateUserGroup";

const usersOf = ({ UserIds = [] }: AnyInput, { users }: Call): readonly StoredUser[] =>
  UserIds.flatMap((id) => {
    const user = users.get(id.toLowerCase());
    return user === undefined ? [] : [user];
  });

/** Refuses a valkey group whose users are all of this engine and this kind. */
const refusesValkeyGroup = (engine: string, type: StoredUser["type"] | "any") =>
  refuses(
    operation,
    (input, call) =>
      input.Engine === "valkey" &&
      usersOf(input, call).every(
        (user) => user.engine === engine && (type === "any" || user.type === type),
      ),
    "DefaultUserRequired",
  );

const grounds: readonly Mutant[] = [
  mutant(
    "create-user-group/id-missing",
    1,
    reads(operation, (input) => ({ ...input, UserGroupId: input.UserGroupId || "g-x" })),
  ),
  mutant(
    "create-user-group/engine-missing",
    1,
    reads(operation, (input) => ({ Engine: "redis", ...input })),
  ),
  mutant("create-user-group/engine-unknown", 1, without(operation, "known engine")),
  mutant("create-user-group/id-taken", 2, without(operation, "id is free")),
  mutant("create-user-group/id-taken-in-other-case", 2, {
    refuse: (call, { UserGroupId = "" }) => {
      const isOther = UserGroupId !== UserGroupId.toLowerCase();
      if (call.operation === operation && isOther) call.groups.delete(UserGroupId.toLowerCase());
      return undefined;
    },
  }),
  mutant("create-user-group/default-user-required", 1, without(operation, "default user")),
  mutant(
    "create-user-group/default-user-required-text",
    1,
    rewords(operation, /needs to contain a user/),
  ),
  mutant("create-user-group/one-name-twice", 3, without(operation, "names differ")),
  mutant(
    "create-user-group/unknown-user",
    1,
    recodes(operation, "UserNotFound", "InvalidParameterValue"),
  ),
  mutant(
    "create-user-group/no-password-in-valkey-group",
    1,
    without(operation, "valkey needs authentication"),
  ),
  mutant(
    "create-user-group/no-password-in-valkey-group-text",
    2,
    rewords(operation, /No password user/),
  ),
  mutant("create-user-group/while-deleting", 5, {
    refuse: (call, { UserGroupId = "" }) =>
      call.operation === operation &&
      call.groups.get(UserGroupId.toLowerCase())?.status === "deleting"
        ? refused("InvalidParameterValue", "It is still there.")
        : undefined,
  }),
  ...tagMutants(operation, "create-user-group", 1),
];

const allowances: readonly Mutant[] = [
  mutant(
    "create-user-group/accepts-redis-with-default",
    1,
    refuses(
      operation,
      (input, call) =>
        input.Engine === "redis" && usersOf(input, call).some(({ name }) => name === "default"),
    ),
  ),
  mutant(
    "create-user-group/accepts-engine-in-any-case",
    2,
    refuses(operation, ({ Engine = "" }) => /[A-Z]/.test(Engine)),
  ),
  mutant(
    "create-user-group/accepts-valkey-default-with-password",
    2,
    refuses(
      operation,
      (input, call) =>
        input.Engine === "valkey" && usersOf(input, call).some(({ name }) => name === "default"),
    ),
  ),
  mutant(
    "create-user-group/accepts-valkey-without-default",
    2,
    refusesValkeyGroup("valkey", "any"),
  ),
  mutant(
    "create-user-group/accepts-iam-user-alone-in-valkey-group",
    2,
    refusesValkeyGroup("redis", "iam"),
  ),
  mutant(
    "create-user-group/accepts-redis-users-in-valkey-group",
    2,
    refusesValkeyGroup("redis", "password"),
  ),
];

const answers: readonly Mutant[] = [
  mutant(
    "create-user-group/status-creating",
    1,
    showsGroups(operation, (group) => ({ ...group, Status: "active" })),
  ),
  mutant(
    "create-user-group/engine",
    1,
    showsGroups(operation, (group, _call, { Engine }) => ({ ...group, Engine })),
  ),
  mutant(
    "create-user-group/user-ids",
    1,
    showsGroups(operation, (group) => ({ ...group, UserIds: "" })),
  ),
  ...groupShapeMutants(operation, "create-user-group", {
    members: 1,
    arn: 1,
    "id-in-lower-case": 1,
    "user-ids-in-lower-case": 1,
    "users-once": 1,
    "status-is-known": 1,
  }),
  mutant(
    "create-user-group/unprovoked-refusal",
    2,
    refuses(operation, () => true, "InvalidParameterValue"),
  ),
  mutant(
    "create-user-group/declared-codes",
    // Where a group was deleted before, its ground is not broken too: of such stories this is the shortest.
    6,
    recodes(operation, "DefaultUserRequired", "NoDefaultUser"),
  ),
];

/** Faults of CreateUserGroup. */
export const createUserGroupMutants: readonly Mutant[] = [...grounds, ...allowances, ...answers];
