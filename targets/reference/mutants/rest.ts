import type { OperationName } from "../../../models/contract/contract.ts";
import { lists, listsGroups, memoryOf, shows, showsGroups } from "../faults.ts";
import type { Fault } from "../service.ts";
import type { Call } from "../store.ts";
import { type Mutant, mutant } from "./mutant.ts";

type Kind = "User" | "UserGroup";

const idIn = (input: { readonly UserId?: string; readonly UserGroupId?: string }): string =>
  (input.UserGroupId ?? input.UserId ?? "").toLowerCase();

/** After writes of two kinds were refused to one, changes it all the same. */
const changesOnceSeveralWereRefused = (kind: Kind): Fault => {
  const memory = memoryOf(() => new Map<string, Set<OperationName>>());
  return {
    outcome: (outcome, call, input) => {
      if (outcome.kind !== "refused" || !call.operation.endsWith(kind)) return outcome;
      const refused = memory(call).get(idIn(input)) ?? new Set();
      memory(call).set(idIn(input), refused.add(call.operation));
      if (refused.size > 1) change(kind, call, idIn(input));
      return outcome;
    },
  };
};

function change(kind: Kind, { users, groups }: Call, id: string): void {
  const user = users.get(id);
  if (kind === "User" && user !== undefined)
    users.set(id, { ...user, accessString: "off -@all +get" });
  const group = groups.get(id);
  if (kind === "UserGroup" && group !== undefined) groups.set(id, { ...group, engine: "valkey" });
}

/** Shows one as modifying whom nobody has written to, once it was read as active so often. */
function restless(kind: Kind): Fault {
  const memory = memoryOf(() => new Map<string, number>());
  const isList = (operation: string): boolean => operation === `Describe${kind}s`;
  const seen = (view: object, id: string, call: Call): object => {
    const reads = (memory(call).get(id) ?? 0) + 1;
    memory(call).set(id, reads);
    return reads > 2 && id !== "default" ? { ...view, Status: "modifying" } : view;
  };
  const shown =
    kind === "User"
      ? shows("DescribeUsers", (user, call) => seen(user, user.UserId ?? "", call))
      : showsGroups("DescribeUserGroups", (group, call) =>
          seen(group, group.UserGroupId ?? "", call),
        );
  return {
    outcome: (outcome, call, input) => {
      if (!isList(call.operation)) memory(call).clear();
      return shown.outcome?.(outcome, call, input) ?? outcome;
    },
  };
}

/** In lists, shows one as it was when it was last written to, until somebody asks for it by its id. */
function listsStale(kind: Kind, write: OperationName, Status: string): Fault {
  const memory = memoryOf(() => new Map<string, object>());
  const stale = (views: readonly object[], input: object, call: Call): readonly object[] => {
    if (idIn(input) !== "") {
      memory(call).delete(idIn(input));
      return views;
    }
    const left = memory(call);
    const shownId = (view: object): string => idIn(view);
    return [
      ...views.map((view) => (left.has(shownId(view)) ? { ...view, Status } : view)),
      ...[...left]
        .filter(([id]) => !views.some((view) => shownId(view) === id))
        .map(([, view]) => ({ ...view, Status })),
    ];
  };
  const listed =
    kind === "User"
      ? lists((users, input, call) => stale(users, input, call))
      : listsGroups((groups, input, call) => stale(groups, input, call));
  return {
    outcome: (outcome, call, input) => {
      if (call.operation === write && outcome.kind === "accepted")
        memory(call).set(idIn(input), outcome.result);
      return listed.outcome?.(outcome, call, input) ?? outcome;
    },
  };
}

/** Users and groups that do not rest, or whom nothing but a lookup brings to rest. */
export const restMutants: readonly Mutant[] = [
  mutant("describe-users/unchanged-by-refusals", 5, changesOnceSeveralWereRefused("User")),
  mutant("describe-users/rests", 4, restless("User")),
  mutant(
    "describe-users/list-settles-after-delete",
    3,
    listsStale("User", "DeleteUser", "deleting"),
  ),
  mutant("describe-users/list-settles", 3, listsStale("User", "ModifyUser", "modifying")),
  mutant(
    "describe-user-groups/unchanged-by-refusals",
    7,
    changesOnceSeveralWereRefused("UserGroup"),
  ),
  mutant("describe-user-groups/rests", 6, restless("UserGroup")),
  mutant(
    "describe-user-groups/list-settles-after-delete",
    4,
    listsStale("UserGroup", "DeleteUserGroup", "deleting"),
  ),
  mutant(
    "describe-user-groups/list-settles",
    // The default run leads to one more than the shortest, which is on record.
    5,
    listsStale("UserGroup", "ModifyUserGroup", "modifying"),
  ),
];
