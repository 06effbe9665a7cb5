import {
  afterwards,
  listsGroups,
  losesItsPlace,
  refuses,
  remembered,
  showsGroups,
  without,
  unasked,
} from "../faults.ts";
import type { Fault } from "../service.ts";
import { refused, type StoredGroup } from "../store.ts";
import { groupShapeMutants } from "./group-shape.ts";
import { type Mutant, mutant } from "./mutant.ts";

const operation = "DescribeUserGroups";

const stub = (id: string): StoredGroup => ({
  id,
  engine: "redis",
  userIds: [],
  status: "active",
  until: 0,
  adding: [],
  removing: [],
});

/** After a write was accepted, changes what was stored. */
const storing = (
  write: "CreateUserGroup" | "ModifyUserGroup" | "DeleteUserGroup",
  change: (group: StoredGroup) => StoredGroup,
): Fault =>
  afterwards(write, ({ groups }, { UserGroupId = "" }, { kind }) => {
    const group = groups.get(UserGroupId.toLowerCase());
    if (kind === "accepted" && group !== undefined) groups.set(group.id, change(group));
  });

/** After a write was refused, changes the group all the same. */
const changesThough = (
  write: "CreateUserGroup" | "ModifyUserGroup",
  change: (group: StoredGroup, added: readonly string[]) => StoredGroup,
): Fault =>
  afterwards(
    write,
    ({ groups }, { UserGroupId = "", UserIds = [], UserIdsToAdd = UserIds }, { kind }) => {
      const group = groups.get(UserGroupId);
      if (kind === "refused" && group?.status === "active")
        groups.set(group.id, change(group, UserIdsToAdd));
    },
  );

const grounds: readonly Mutant[] = [
  mutant("describe-user-groups/unknown-group", 1, without(operation, "group exists")),
  mutant(
    "describe-user-groups/deleted-group-is-gone",
    // The default run leads to one more than the shortest, which is on record.
    7,
    (() => {
      const deleted = remembered();
      // Comes back once it was seen to be gone.
      return {
        outcome: (outcome, call, { UserGroupId = "" }) => {
          if (
            call.operation === operation &&
            outcome.kind === "refused" &&
            deleted(call).has(UserGroupId)
          )
            call.groups.set(UserGroupId, stub(UserGroupId));
          if (call.operation === "DeleteUserGroup" && outcome.kind === "accepted")
            deleted(call).add(UserGroupId);
          return outcome;
        },
      } satisfies Fault;
    })(),
  ),
  mutant(
    "describe-user-groups/settles-after-delete",
    4,
    storing("DeleteUserGroup", (group) => ({ ...group, until: Infinity })),
  ),
  mutant(
    "describe-user-groups/accepts-100-records",
    1,
    refuses(operation, ({ MaxRecords }) => MaxRecords === 100, "InvalidParameterCombination"),
  ),
];

const withLists: readonly Mutant[] = [
  mutant(
    "describe-user-groups/one-group-by-id",
    2,
    listsGroups((groups, { UserGroupId }) =>
      UserGroupId === undefined ? groups : [...groups, ...groups],
    ),
  ),
  mutant(
    "describe-user-groups/lists-all",
    2,
    listsGroups((groups, { UserGroupId, Marker }) =>
      UserGroupId === undefined && Marker === undefined ? groups.slice(1) : groups,
    ),
  ),
  mutant(
    "describe-user-groups/pages-leave-none-out",
    3,
    listsGroups((groups, { Marker }) => (Marker === undefined ? groups : groups.slice(1))),
  ),
  mutant(
    "describe-user-groups/lists-none-twice",
    2,
    listsGroups((groups, { UserGroupId }) =>
      UserGroupId === undefined ? [...groups, ...groups] : groups,
    ),
  ),
  mutant(
    "describe-user-groups/pages-hold-while-others-change",
    5,
    losesItsPlace("DescribeUserGroups"),
  ),
  mutant(
    "describe-user-groups/lists-none-that-is-gone",
    5,
    (() => {
      const deleted = remembered();
      return {
        outcome: (outcome, call, input) => {
          if (call.operation === "DeleteUserGroup" && outcome.kind === "accepted")
            deleted(call).add(input.UserGroupId ?? "");
          const ghosts = [...deleted(call)].filter((id) => !call.groups.has(id));
          return call.operation === operation && input.UserGroupId === undefined
            ? (listsGroups((groups) => [
                ...groups,
                ...ghosts.map((UserGroupId) => ({ UserGroupId, Status: "deleting" })),
              ]).outcome?.(outcome, call, input) ?? outcome)
            : outcome;
        },
      } satisfies Fault;
    })(),
  ),
  mutant(
    "describe-user-groups/lists-none-that-was-refused",
    2,
    afterwards("CreateUserGroup", ({ groups }, { UserGroupId = "" }, { kind }) => {
      if (kind === "refused" && /^g-\d$/.test(UserGroupId) && !groups.has(UserGroupId))
        groups.set(UserGroupId, stub(UserGroupId));
    }),
  ),
  mutant(
    "describe-user-groups/bad-tags-left-nothing",
    2,
    afterwards("CreateUserGroup", ({ groups }, { UserGroupId = "", Tags }, { kind }) => {
      if (kind === "refused" && Tags !== undefined && !groups.has(UserGroupId))
        groups.set(UserGroupId, { ...stub(UserGroupId), userIds: ["default"] });
    }),
  ),
  mutant("describe-user-groups/lists-none-of-other-places", 2, {
    place: (_, account) => ["us-east-1", account],
  }),
  mutant("describe-user-groups/engine-after-modify", 8, {
    outcome: (outcome, { operation: called, groups }, { UserGroupId = "", Engine }) => {
      const group = groups.get(UserGroupId);
      // It was valkey that was asked for, or redis: it gets the other one.
      if (called === "ModifyUserGroup" && outcome.kind === "accepted" && group !== undefined)
        if (Engine !== undefined)
          groups.set(group.id, { ...group, engine: Engine === "valkey" ? "redis" : "valkey" });
      return outcome;
    },
  }),
  mutant("describe-user-groups/page-size", 3, {
    request: (called, input) => (called === operation ? unasked(input, "MaxRecords") : input),
  }),
  mutant("describe-user-groups/pages-end", 1, {
    outcome: (outcome, call, { MaxRecords, UserGroupId }) =>
      call.operation === operation &&
      outcome.kind === "accepted" &&
      UserGroupId === undefined &&
      MaxRecords === 20
        ? {
            ...outcome,
            result: { ...outcome.result, Marker: Buffer.from("after:").toString("base64url") },
          }
        : outcome,
  }),
];

const membership: readonly Mutant[] = [
  mutant(
    "describe-user-groups/members-after-create",
    3,
    storing("CreateUserGroup", (group) => ({ ...group, removing: group.userIds.slice(1) })),
  ),
  mutant(
    "describe-user-groups/members-after-modify",
    6,
    storing("ModifyUserGroup", (group) => ({ ...group, adding: [], removing: [] })),
  ),
  mutant(
    "describe-user-groups/members-after-refused-modify",
    4,
    changesThough("ModifyUserGroup", (group, added) => ({
      ...group,
      userIds: [...new Set([...group.userIds, ...added])],
    })),
  ),
  mutant(
    "describe-user-groups/members-after-refused-create",
    5,
    changesThough("CreateUserGroup", (group, added) => ({
      ...group,
      userIds: [...new Set([...group.userIds, ...added])],
    })),
  ),
  mutant(
    "describe-user-groups/without-deleted-users",
    7,
    afterwards("DeleteUser", ({ groups }, _, { kind }) => {
      if (kind === "accepted")
        for (const group of groups.values()) groups.set(group.id, { ...group, removing: [] });
    }),
  ),
  mutant(
    "describe-user-groups/members-agree-with-users",
    4,
    listsGroups((groups) => groups.map((group) => ({ ...group, UserIds: "" }))),
  ),
];

const lifeCycle: readonly Mutant[] = [
  mutant(
    "describe-user-groups/settles-after-create",
    2,
    storing("CreateUserGroup", (group) => ({ ...group, until: Infinity })),
  ),
  mutant(
    "describe-user-groups/settles-after-modify",
    7,
    storing("ModifyUserGroup", (group) => ({ ...group, until: Infinity })),
  ),
  mutant(
    "describe-user-groups/deleting",
    4,
    showsGroups(operation, (group) =>
      group.Status === "deleting" ? { ...group, Status: "active" } : group,
    ),
  ),
];

const laws: readonly Mutant[] = [
  mutant(
    "describe-user-groups/shows-what-create-answered",
    2,
    storing("CreateUserGroup", (group) => ({ ...group, engine: "memcached" })),
  ),
  mutant(
    "describe-user-groups/shows-what-modify-answered",
    7,
    storing("ModifyUserGroup", (group) => ({ ...group, engine: "memcached" })),
  ),
  mutant(
    "describe-user-groups/unchanged-by-refused-create",
    4,
    changesThough("CreateUserGroup", (group) => ({ ...group, engine: "memcached" })),
  ),
  mutant(
    "describe-user-groups/unchanged-by-refused-modify",
    4,
    changesThough("ModifyUserGroup", (group) => ({ ...group, engine: "memcached" })),
  ),
  mutant(
    "describe-user-groups/unchanged-by-reading",
    2,
    afterwards(operation, ({ groups }) => {
      for (const group of groups.values())
        groups.set(group.id, { ...group, engine: `${group.engine}x` });
    }),
  ),
  mutant(
    "describe-user-groups/list-agrees-with-lookup",
    3,
    listsGroups((groups, { UserGroupId }) =>
      UserGroupId === undefined ? groups.map((group) => ({ ...group, Engine: "" })) : groups,
    ),
  ),
  mutant(
    "describe-user-groups/unchanged-by-other-groups",
    5,
    afterwards("CreateUserGroup", ({ groups }, { UserGroupId = "" }, { kind }) => {
      if (kind === "accepted")
        for (const group of groups.values())
          if (group.id !== UserGroupId.toLowerCase())
            groups.set(group.id, { ...group, engine: "memcached" });
    }),
  ),
];

const shape: readonly Mutant[] = [
  ...groupShapeMutants(operation, "describe-user-groups", {
    members: 2,
    arn: 3,
    "id-in-lower-case": 2,
    "user-ids-in-lower-case": 2,
    "users-once": 2,
    "pending-changes-end": 3,
    "status-is-known": 2,
    "minimum-engine-version": 3,
  }),
  mutant(
    "describe-user-groups/unprovoked-refusal",
    1,
    refuses(
      operation,
      ({ UserGroupId, MaxRecords, Marker }) =>
        UserGroupId === undefined && MaxRecords === undefined && Marker === undefined,
      "InvalidParameterCombination",
    ),
  ),
  mutant("describe-user-groups/declared-codes", 1, {
    outcome: (outcome, call) =>
      call.operation === operation && outcome.kind === "refused"
        ? refused("InvalidParameterValue", outcome.message)
        : outcome,
  }),
];

/** Faults of DescribeUserGroups. */
export const describeUserGroupsMutants: readonly Mutant[] = [
  ...grounds,
  ...withLists,
  ...membership,
  ...lifeCycle,
  ...laws,
  ...shape,
];
