import type { AnyInput, OperationName } from "../../../models/contract/contract.ts";
import {
  afterwards,
  lists,
  listsGroups,
  memoryOf,
  shows,
  showsGroups,
  together,
} from "../faults.ts";
import type { Fault } from "../service.ts";
import { type Call, keyOf } from "../store.ts";
import { lets, stored, type Variant, variant } from "./variant.ts";

/** Which of so many reads of somebody after a change show that something is changing: once it was shown active twice. */
const changing = [3, 4, 5];

const modifying = (view: object): object => ({ ...view, Status: "modifying" });

const isActive = (view: object): boolean => "Status" in view && view.Status === "active";

/** After requests, those whom they concern are shown as modifying for some reads, and not at once. */
function late(
  writes: readonly OperationName[],
  concerned: (input: AnyInput, call: Call) => readonly string[],
  list: "DescribeUsers" | "DescribeUserGroups",
): Fault {
  const reads = memoryOf(() => new Map<string, number>());
  const seen = (view: object, id: string, call: Call): object => {
    const count = reads(call).get(id);
    if (count === undefined) return view;
    reads(call).set(id, count + 1);
    return changing.includes(count) && isActive(view) ? modifying(view) : view;
  };
  return together([
    ...writes.map((operation) =>
      afterwards(operation, (call, input, { kind }) => {
        if (kind === "accepted") for (const id of concerned(input, call)) reads(call).set(id, 1);
      }),
    ),
    list === "DescribeUsers"
      ? shows(list, (user, call) => seen(user, user.UserId ?? "", call))
      : showsGroups(list, (group, call) => seen(group, group.UserGroupId ?? "", call)),
  ]);
}

const membersOf = ({ UserGroupId }: AnyInput, { groups }: Call): readonly string[] =>
  (groups.get(keyOf(UserGroupId))?.userIds ?? []).filter((id) => id !== "default");

/** So many milliseconds after a change, lists still show that something is changing where a lookup does not. */
const behind = 3000;

const idIn = ({ UserId, UserGroupId }: AnyInput): string => keyOf(UserGroupId ?? UserId);

function listedLate(write: "ModifyUser" | "ModifyUserGroup"): Fault {
  const until = memoryOf(() => new Map<string, number>());
  const isLate = (view: object, id: string, call: Call): boolean =>
    isActive(view) && (until(call).get(id) ?? 0) > call.now;
  return together([
    afterwards(write, (call, input, { kind }) => {
      if (kind === "accepted") until(call).set(idIn(input), call.now + behind);
    }),
    lists((users, { UserId }, call) =>
      write === "ModifyUserGroup" || UserId !== undefined
        ? users
        : users.map((user) => (isLate(user, keyOf(user.UserId), call) ? modifying(user) : user)),
    ),
    listsGroups((groups, { UserGroupId }, call) =>
      write === "ModifyUser" || UserGroupId !== undefined
        ? groups
        : groups.map((group) =>
            isLate(group, keyOf(group.UserGroupId), call) ? modifying(group) : group,
          ),
    ),
  ]);
}

/** A change of one that is being deleted is taken, and shown for as long as it is there. */
function changedWhileLeaving(): Fault {
  const leaving = memoryOf(() => new Map<string, number>());
  return together([
    lets(
      ["ModifyUser"],
      "user is active",
      ({ UserId }, call) => stored(UserId, call)?.status === "deleting",
    ),
    {
      request: (operation, input, call) => {
        const user = stored(input.UserId, call);
        if (operation !== "ModifyUser") return input;
        if (user?.status === "deleting") leaving(call).set(user.id, user.until);
        else leaving(call).delete(keyOf(input.UserId));
        return input;
      },
      outcome: (outcome, { users, ...call }, input) => {
        const id = keyOf(input.UserId);
        const user = users.get(id);
        const until = leaving({ users }).get(id);
        if (call.operation !== "ModifyUser" || outcome.kind !== "accepted") return outcome;
        if (user === undefined || until === undefined) return outcome;
        users.set(id, { ...user, status: "deleting", until });
        return { ...outcome, result: { ...outcome.result, Status: "deleting" } };
      },
    },
  ]);
}

/** What shows late, or while somebody is on the way out (F124, F128, F345, T10). */
export const lateVariants: readonly Variant[] = [
  variant(
    "the user named default changes with the groups of others",
    (() => {
      const reads = memoryOf(() => ({ count: 0 }));
      return shows("DescribeUsers", (user, call) => {
        if (user.UserId !== "default") return user;
        reads(call).count += 1;
        return reads(call).count % 5 === 4 ? modifying(user) : user;
      });
    })(),
  ),
  variant(
    "the users of a changed group change later",
    late(["CreateUserGroup", "ModifyUserGroup", "DeleteUserGroup"], membersOf, "DescribeUsers"),
  ),
  variant(
    "the groups of a changed user change later",
    late(
      ["ModifyUser", "DeleteUser"],
      ({ UserId }, { groups }) =>
        [...groups.values()]
          .filter(({ userIds }) => userIds.includes(keyOf(UserId)))
          .map(({ id }) => id),
      "DescribeUserGroups",
    ),
  ),
  variant("lists show later than lookups that a user is active", listedLate("ModifyUser")),
  variant("lists show later than lookups that a group is active", listedLate("ModifyUserGroup")),
  variant("a user on its way out can be changed", changedWhileLeaving()),
];
