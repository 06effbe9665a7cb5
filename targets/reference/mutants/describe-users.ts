import type { AnyInput } from "../../../models/contract/contract.ts";
import {
  afterwards,
  lists,
  losesItsPlace,
  refuses,
  remembered,
  reads,
  shows,
  without,
  unasked,
} from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, defaultUser, refused, type StoredUser } from "../store.ts";
import { type Mutant, mutant } from "./mutant.ts";
import { shapeMutants } from "./shape.ts";

const stub = (id: string): StoredUser => ({ ...defaultUser, id, name: "ann" });

/** After an operation was refused, changes the user all the same. */
const changesThough = (
  operation: "CreateUser" | "ModifyUser" | "DeleteUser",
  only?: string,
): Fault =>
  afterwards(operation, ({ users }, { UserId = "" }, { kind }) => {
    const user = users.get(UserId);
    if (kind === "refused" && user !== undefined && UserId === (only ?? UserId))
      users.set(UserId, { ...user, accessString: "off -@all +get" });
  });

/** After an operation was accepted, keeps something else than it answered. */
const keepsOtherThanAnswered = (operation: "CreateUser" | "ModifyUser" | "DeleteUser"): Fault =>
  afterwards(operation, ({ users }, { UserId = "" }, { kind }) => {
    const user = users.get(UserId.toLowerCase());
    if (kind === "accepted" && user !== undefined) users.set(user.id, { ...user, name: "zed" });
  });

/** A write in one region or account reaches all users of the others. */
function otherPlaces(): Fault {
  const seen = new Set<Call["users"]>();
  return {
    outcome: (outcome, { operation, users }) => {
      seen.add(users);
      if (/^(?:Create|Modify|Delete)User$/.test(operation) && outcome.kind === "accepted")
        for (const others of seen)
          for (const [id, user] of others)
            if (others !== users && id !== "default")
              others.set(id, { ...user, accessString: "off -@all +get" });
      return outcome;
    },
  };
}

const grounds: readonly Mutant[] = [
  mutant("describe-users/unknown-user", 1, without("DescribeUsers", "user exists")),
  mutant(
    "describe-users/refused-create-left-nothing",
    2,
    afterwards("CreateUser", ({ users }, { UserId = "" }, { kind }) => {
      if (kind === "refused" && /^u-\d$/.test(UserId) && !users.has(UserId))
        users.set(UserId, stub(UserId));
    }),
  ),
  mutant(
    "describe-users/bad-tags-left-nothing",
    2,
    afterwards("CreateUser", ({ users }, { UserId = "", Tags }, { kind }) => {
      if (kind === "refused" && Tags !== undefined && !users.has(UserId))
        users.set(UserId, stub(UserId));
    }),
  ),
  mutant("describe-users/unknown-in-other-places", 2, {
    place: (_, account) => ["us-east-1", account],
  }),
  mutant(
    "describe-users/survives-its-group",
    5,
    afterwards("DeleteUserGroup", ({ users, groups }, { UserGroupId = "" }, { kind }) => {
      if (kind === "accepted")
        for (const id of groups.get(UserGroupId)?.userIds ?? [])
          if (id !== "default") users.delete(id);
    }),
  ),
  mutant("describe-users/unknown-in-other-places", 2, {
    place: (region) => [region, "123456789012"],
  }),
  mutant("describe-users/lists-none-of-other-places", 2, {
    place: (_, account) => ["us-east-1", account],
  }),
  mutant("describe-users/lists-none-of-other-places", 2, {
    place: (region) => [region, "123456789012"],
  }),
  mutant("describe-users/unchanged-by-other-places", 5, otherPlaces()),
  mutant(
    "describe-users/groups-agree-with-members",
    3,
    shows("DescribeUsers", (user) => ({ ...user, UserGroupIds: "" })),
  ),
  mutant(
    "describe-users/deleted-user-is-gone",
    4,
    (() => {
      const deleted = remembered();
      // Comes back once it was seen to be gone.
      return {
        outcome: (outcome, call, { UserId = "" }) => {
          const { operation, users } = call;
          if (
            operation === "DescribeUsers" &&
            outcome.kind === "refused" &&
            deleted(call).has(UserId)
          )
            users.set(UserId, stub(UserId));
          if (operation === "DeleteUser" && outcome.kind === "accepted") deleted(call).add(UserId);
          return outcome;
        },
      } satisfies Fault;
    })(),
  ),
  mutant(
    "describe-users/settles-after-delete",
    3,
    afterwards("DeleteUser", ({ users }, { UserId = "" }, { kind }) => {
      const user = users.get(UserId);
      if (kind === "accepted" && user !== undefined)
        users.set(UserId, { ...user, until: Infinity });
    }),
  ),
  mutant("describe-users/filter-without-values", 1, without("DescribeUsers", "whole filters")),
  mutant(
    "describe-users/accepts-mixed-case-id",
    // Whom no lookup has found yet, none need find.
    3,
    refuses("DescribeUsers", ({ UserId = "" }) => UserId !== UserId.toLowerCase(), "UserNotFound"),
  ),
  mutant(
    "describe-users/accepts-100-records",
    1,
    refuses("DescribeUsers", ({ MaxRecords }) => MaxRecords === 100, "InvalidParameterCombination"),
  ),
];

const withLists: readonly Mutant[] = [
  mutant(
    "describe-users/one-user-by-id",
    2,
    lists((users, { UserId = "default" }) => (UserId === "default" ? users : [...users, ...users])),
  ),
  mutant(
    "describe-users/one-user-by-mixed-case-id",
    2,
    lists((users, { UserId = "" }) => (UserId === UserId.toLowerCase() ? users : [])),
  ),
  mutant(
    "describe-users/user-id-in-lower-case",
    2,
    shows("DescribeUsers", (user) => ({ ...user, UserId: user.UserId?.toUpperCase() })),
  ),
  mutant(
    "describe-users/lists-all",
    4,
    lists((users, { UserId }) =>
      UserId === undefined && users.length > 3 ? users.slice(0, 3) : users,
    ),
  ),
  mutant(
    "describe-users/lists-default",
    1,
    lists((users, { UserId }) =>
      UserId === undefined ? users.filter((user) => user.UserId !== "default") : users,
    ),
  ),
  mutant(
    "describe-users/default-user",
    1,
    shows("DescribeUsers", (user) =>
      user.UserId === "default" ? { ...user, AccessString: "off ~* -@all" } : user,
    ),
  ),
  mutant(
    "describe-users/lists-none-that-is-gone",
    4,
    (() => {
      const deleted = remembered();
      return {
        outcome: (outcome, call, input) => {
          if (call.operation === "DeleteUser" && outcome.kind === "accepted")
            deleted(call).add(input.UserId ?? "");
          const ghosts = [...deleted(call)].filter((id) => !call.users.has(id));
          return call.operation === "DescribeUsers" &&
            input.UserId === undefined &&
            ghosts.length > 0
            ? (lists((users) => [
                ...users,
                ...ghosts.map((UserId) => ({ ...users[0], UserId })),
              ]).outcome?.(outcome, call, input) ?? outcome)
            : outcome;
        },
      } satisfies Fault;
    })(),
  ),
  mutant(
    "describe-users/lists-none-that-was-refused",
    2,
    afterwards("CreateUser", ({ users }, { UserId = "" }, { kind }) => {
      if (kind === "refused" && /^u-\d$/.test(UserId) && !users.has(UserId))
        users.set(UserId, stub(UserId));
    }),
  ),
  mutant(
    "describe-users/lists-none-twice",
    1,
    lists((users, { UserId }) => (UserId === undefined ? [...users, ...users] : users)),
  ),
  mutant("describe-users/pages-hold-while-others-change", 5, losesItsPlace("DescribeUsers")),
  mutant(
    "describe-users/no-group-that-is-gone",
    6,
    (() => {
      const gone = new WeakMap<object, Map<string, readonly string[]>>();
      return {
        outcome: (outcome, call, { UserGroupId = "" }) => {
          const left = gone.get(call.users) ?? new Map<string, readonly string[]>();
          gone.set(call.users, left);
          if (call.operation === "DeleteUserGroup" && outcome.kind === "accepted")
            left.set(UserGroupId, call.groups.get(UserGroupId)?.userIds ?? []);
          if (call.operation !== "DescribeUsers") return outcome;
          const shown = shows("DescribeUsers", (user) => {
            const ids = [...left].filter(([, users]) => users.includes(user.UserId ?? ""));
            return ids.length === 0
              ? user
              : { ...user, UserGroupIds: { member: ids.map(([id]) => id) } };
          });
          return shown.outcome?.(outcome, call, {}) ?? outcome;
        },
      } satisfies Fault;
    })(),
  ),
  mutant(
    "describe-users/page-size",
    2,
    (() => {
      const fault: Fault = {
        request: (operation, input) =>
          operation === "DescribeUsers" ? unasked(input, "MaxRecords") : input,
      };
      return fault;
    })(),
  ),
  mutant(
    "describe-users/pages-leave-none-out",
    3,
    lists((users, { Marker, UserId }) =>
      Marker === undefined || UserId !== undefined ? users : users.slice(1),
    ),
  ),
  mutant("describe-users/pages-end", 1, {
    outcome: (outcome, { operation }, input) => {
      const { MaxRecords, UserId }: AnyInput = input;
      return operation === "DescribeUsers" &&
        outcome.kind === "accepted" &&
        UserId === undefined &&
        MaxRecords === 20
        ? {
            ...outcome,
            result: { ...outcome.result, Marker: Buffer.from("after:").toString("base64url") },
          }
        : outcome;
    },
  }),
  mutant("describe-users/filters-by-user-id", 1, {
    request: (operation, input) =>
      operation === "DescribeUsers" &&
      "Filters" in input &&
      input.Filters?.[0]?.Values?.length === 1
        ? unasked(input, "Filters")
        : input,
  }),
  mutant(
    "describe-users/filter-leaves-none-out",
    4,
    reads("DescribeUsers", ({ Filters = [], ...input }) => ({
      ...input,
      Filters: Filters.map(({ Values = [], ...one }) => ({ ...one, Values: Values.slice(0, 1) })),
    })),
  ),
];

const lifeCycle: readonly Mutant[] = [
  mutant(
    "describe-users/deleting",
    3,
    shows("DescribeUsers", (user) =>
      user.Status === "deleting" ? { ...user, Status: "active" } : user,
    ),
  ),
  mutant("describe-users/settles-after-create", 2, {
    outcome: (outcome, { operation, users }, { UserId = "" }) => {
      const user = users.get(UserId);
      if (operation === "CreateUser" && outcome.kind === "accepted" && user !== undefined)
        users.set(UserId, { ...user, status: "modifying", until: Infinity });
      return outcome;
    },
  }),
  mutant(
    "describe-users/settles-after-modify",
    3,
    afterwards("ModifyUser", ({ users }, { UserId = "" }, { kind }) => {
      const user = users.get(UserId);
      if (kind === "accepted" && user !== undefined)
        users.set(UserId, { ...user, until: Infinity });
    }),
  ),
  mutant(
    "describe-users/modifying-at-once",
    3,
    shows("DescribeUsers", (user) =>
      user.Status === "modifying" ? { ...user, Status: "pending" } : user,
    ),
  ),
  mutant("describe-users/shows-what-create-answered", 2, keepsOtherThanAnswered("CreateUser")),
  mutant("describe-users/shows-what-modify-answered", 3, keepsOtherThanAnswered("ModifyUser")),
  mutant("describe-users/shows-what-delete-answered", 3, keepsOtherThanAnswered("DeleteUser")),
  mutant("describe-users/unchanged-by-refused-modify", 3, changesThough("ModifyUser", "default")),
  mutant("describe-users/unchanged-by-refused-create", 4, changesThough("CreateUser")),
  mutant("describe-users/unchanged-by-refused-delete", 3, changesThough("DeleteUser", "default")),
  mutant("describe-users/unchanged-by-reading", 4, {
    outcome: (outcome, { operation, users }, { UserId = "" }) => {
      const user = users.get(UserId);
      if (operation === "DescribeUsers" && user !== undefined && user.id !== "default")
        users.set(UserId, { ...user, name: `${user.name}x` });
      return outcome;
    },
  }),
  mutant(
    "describe-users/list-agrees-with-lookup",
    3,
    lists((users, { UserId }) =>
      UserId === undefined
        ? users.map((user) => (user.UserId === "default" ? user : { ...user, UserName: "" }))
        : users,
    ),
  ),
  mutant(
    "describe-users/unchanged-by-other-users",
    4,
    afterwards("CreateUser", ({ users }, { UserId = "" }, { kind }) => {
      if (kind === "accepted")
        for (const [id, user] of users)
          if (id !== UserId.toLowerCase() && id !== "default")
            users.set(id, { ...user, accessString: "off -@all +get" });
    }),
  ),
];

const shape: readonly Mutant[] = [
  ...shapeMutants("DescribeUsers", "describe-users", {
    members: 1,
    "empty-user-group-ids": 2,
    arn: 1,
    "no-password-has-no-count": 1,
    "iam-has-no-count": 2,
    "groups-once": 5,
    "minimum-engine-version": 1,
    "minimum-engine-version-with-iam": 2,
    "status-is-known": 2,
  }),
  mutant(
    "describe-users/unprovoked-refusal",
    1,
    refuses(
      "DescribeUsers",
      ({ UserId, MaxRecords, Filters, Marker }) =>
        UserId === undefined &&
        MaxRecords === undefined &&
        Filters === undefined &&
        Marker === undefined,
      "InvalidParameterCombination",
    ),
  ),
  mutant("describe-users/declared-codes", 1, {
    outcome: (outcome, { operation }) =>
      operation === "DescribeUsers" && outcome.kind === "refused"
        ? refused("InvalidParameterValue", outcome.message)
        : outcome,
  }),
];

/** Faults of DescribeUsers. */
export const describeUsersMutants: readonly Mutant[] = [
  ...grounds,
  ...withLists,
  ...lifeCycle,
  ...shape,
];
