import type { AnyInput, OperationName, Tag } from "../../../models/contract/contract.ts";
import type { ResourceKind } from "../../../models/contract/placeholder.ts";
import { ofGroups, ofUsers } from "../families.ts";
import { afterwards, lists, listsGroups, memoryOf, reads, together } from "../faults.ts";
import type { Fault } from "../service.ts";
import { keyOf } from "../store.ts";
import { among, type Flaw, showing } from "./flaw.ts";

/** A user or a group at rest, shown in another status. */
const unsettled =
  (Status: string) =>
  (view: object): object =>
    "Status" in view && view.Status === "active" ? { ...view, Status } : view;

/** Shows whoever is active in another status, whenever it is looked at. */
const always = (operations: readonly OperationName[], Status: string): Fault =>
  together(operations.map((operation) => showing(operation, unsettled(Status))));

/** A request of ModifyUser that asks for nothing. */
const asksNothing = ({ UserId }: AnyInput): AnyInput => (UserId === undefined ? {} : { UserId });

/** Tags of what was deleted are those of what has its id next. */
function outlived(kind: ResourceKind): Fault {
  const left = memoryOf(() => new Map<string, readonly Tag[]>());
  const operations =
    kind === "user" ? ["DeleteUser", "CreateUser"] : ["DeleteUserGroup", "CreateUserGroup"];
  return {
    outcome: (outcome, call, { UserId, UserGroupId }) => {
      const kept = left(call);
      const key = `${kind}:${keyOf(kind === "user" ? UserId : UserGroupId)}`;
      const [deletes, creates] = operations.map((one) => one === call.operation);
      const tags = call.tags.get(key) ?? [];
      if (outcome.kind === "accepted" && deletes === true) kept.set(key, tags);
      if (outcome.kind === "accepted" && creates === true)
        call.tags.set(key, [...(kept.get(key) ?? []), ...tags]);
      return outcome;
    },
  };
}

/** What becomes of users, groups and tags in the course of time. */
export const lifeFlaws: readonly Flaw[] = [
  {
    name: "users modifying for ever",
    title: "Users are modifying for ever",
    fault: always(ofUsers, "modifying"),
  },
  {
    name: "groups creating for ever",
    title: "Groups are creating for ever",
    fault: always(ofGroups, "creating"),
  },
  {
    name: "users modifying for ever in lists",
    title: "DescribeUsers: a list shows users modifying for ever",
    fault: lists((users, { UserId }) =>
      UserId === undefined ? users.map(unsettled("modifying")) : users,
    ),
  },
  {
    name: "groups creating for ever in lists",
    title: "DescribeUserGroups: a list shows groups creating for ever",
    fault: listsGroups((groups, { UserGroupId }) =>
      UserGroupId === undefined ? groups.map(unsettled("creating")) : groups,
    ),
  },
  {
    name: "users never listed",
    title: "DescribeUsers: a list shows nobody but default",
    fault: lists((users, { UserId }) =>
      UserId === undefined ? users.filter((user) => user.UserId === "default") : users,
    ),
  },
  {
    name: "groups never listed",
    title: "DescribeUserGroups: a list shows no group",
    fault: listsGroups((groups, { UserGroupId }) => (UserGroupId === undefined ? [] : groups)),
  },
  {
    name: "deleted users stay",
    title: "DeleteUser is accepted, and the user stays as it was",
    fault: afterwards("DeleteUser", ({ users }, { UserId }, { kind }) => {
      const user = users.get(keyOf(UserId));
      if (kind === "accepted" && user !== undefined)
        users.set(user.id, { ...user, status: "active", until: 0 });
    }),
  },
  {
    name: "deleted users are deleting for ever",
    title: "Users that were deleted are deleting for ever",
    fault: afterwards("DeleteUser", ({ users }, { UserId }, { kind }) => {
      const user = users.get(keyOf(UserId));
      if (kind === "accepted" && user !== undefined)
        users.set(user.id, { ...user, until: Infinity });
    }),
  },
  {
    name: "deleted groups stay",
    title: "DeleteUserGroup is accepted, and the group stays as it was",
    fault: afterwards("DeleteUserGroup", ({ groups }, { UserGroupId }, { kind }) => {
      const group = groups.get(keyOf(UserGroupId));
      if (kind === "accepted" && group !== undefined)
        groups.set(group.id, { ...group, status: "active", until: 0 });
    }),
  },
  {
    name: "deleted users stay in their groups",
    title: "A user that is deleted stays in its groups",
    by: "without-deleted-users",
    fault: afterwards("DeleteUser", ({ groups }, _, { kind }) => {
      if (kind === "accepted")
        for (const group of groups.values())
          groups.set(group.id, { ...group, status: "active", removing: [] });
    }),
  },
  {
    name: "modifications ignored",
    title: "ModifyUser is accepted, and changes nothing",
    fault: reads("ModifyUser", asksNothing),
  },
  {
    name: "modifications of groups ignored",
    title: "ModifyUserGroup is accepted, and changes nobody",
    fault: afterwards("ModifyUserGroup", ({ groups }, { UserGroupId }, { kind }) => {
      const group = groups.get(keyOf(UserGroupId));
      if (kind === "accepted" && group !== undefined)
        groups.set(group.id, { ...group, adding: [], removing: [] });
    }),
  },
  ...among(
    ["CreateUser", "CreateUserGroup", "AddTagsToResource"],
    { name: "tags never stored", title: "Tags are not stored" },
    (operation) => ({
      outcome: (outcome, call) => {
        if (call.operation === operation && outcome.kind === "accepted")
          for (const key of call.tags.keys()) call.tags.set(key, []);
        return outcome;
      },
    }),
  ),
  {
    name: "tags outlive their resource",
    title: "The tags of what was deleted are those of what has its name next",
    fault: together([outlived("user"), outlived("usergroup")]),
  },
  {
    name: "tags outlive their user",
    title: "The tags of a user that was deleted are those of the user that has its id next",
    fault: outlived("user"),
  },
  {
    name: "tags outlive their group",
    title: "The tags of a group that was deleted are those of the group that has its id next",
    fault: outlived("usergroup"),
  },
];
