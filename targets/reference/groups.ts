import type { Input } from "../../models/contract/contract.ts";
import { arnAt } from "./arn.ts";
import { pageOf } from "./marker.ts";
import { keyOf, type Call, type StoredGroup, type Windows } from "./store.ts";
import { tagAtCreation } from "./tags.ts";
import { membersOf, minimumVersionOf } from "./users.ts";

export const lowered = (ids: readonly string[] = []): readonly string[] => [
  ...new Set(ids.map((id) => keyOf(id))),
];

/** Makes a group, which is active after a while (F170). */
export function createGroup(input: Input<"CreateUserGroup">, call: Call, windows: Windows): object {
  const id = keyOf(input.UserGroupId);
  const group: StoredGroup = {
    id,
    engine: keyOf(input.Engine),
    userIds: lowered(input.UserIds),
    status: "creating",
    until: call.now + windows.creating,
    adding: [],
    removing: [],
  };
  call.groups.set(id, group);
  stir(group.userIds, call, windows.creating);
  tagAtCreation(`usergroup:${id}`, input.Tags, call, windows);
  return shown(group, call);
}

/** Changes a group after a while; until then it shows its old users, and what is to come (F178). */
export function modifyGroup(input: Input<"ModifyUserGroup">, call: Call, windows: Windows): object {
  const id = keyOf(input.UserGroupId);
  const known = call.groups.get(id) ?? { ...nobody, id };
  const group: StoredGroup = {
    ...known,
    engine: keyOf(input.Engine ?? known.engine),
    status: "modifying",
    until: call.now + windows.modifying,
    adding: lowered(input.UserIdsToAdd).filter((one) => !known.userIds.includes(one)),
    removing: lowered(input.UserIdsToRemove),
  };
  call.groups.set(id, group);
  stir([...group.userIds, ...group.adding], call, windows.modifying);
  return shown(group, call);
}

/** Lets a group go; its users stay (F183). */
export function deleteGroup(input: Input<"DeleteUserGroup">, call: Call, windows: Windows): object {
  const id = keyOf(input.UserGroupId);
  const group: StoredGroup = {
    ...(call.groups.get(id) ?? { ...nobody, id }),
    status: "deleting",
    until: call.now + windows.deleting,
  };
  call.groups.set(id, group);
  stir(group.userIds, call, windows.modifying);
  return shown(group, call);
}

/** Shows one group, or a page of all. */
export function describeGroups(input: Input<"DescribeUserGroups">, call: Call): object {
  const all = [...call.groups.values()].filter(
    ({ id }) => input.UserGroupId === undefined || id === keyOf(input.UserGroupId),
  );
  const { page, next } = pageOf(all, input);
  return { UserGroups: membersOf(page.map((group) => shown(group, call))), ...next };
}

const nobody: StoredGroup = {
  id: "",
  engine: "redis",
  userIds: [],
  status: "active",
  until: 0,
  adding: [],
  removing: [],
};

/** A change of a group keeps its users busy for as long (F345). `default` shows it as little as AWS's own users do. */
function stir(ids: readonly string[], { users, now }: Call, window: number): void {
  for (const id of ids) {
    const user = users.get(id);
    if (user !== undefined && user.status === "active" && id !== "default" && window > 0)
      users.set(id, { ...user, status: "modifying", until: now + window });
  }
}

/** The highest version that a user of the group needs (F045c). */
function versionOf({ userIds, engine }: StoredGroup, { users }: Call): string {
  const versions = userIds.flatMap((id) => {
    const user = users.get(id);
    return user === undefined ? [] : [minimumVersionOf(user)];
  });
  return versions.toSorted().at(-1) ?? (engine === "valkey" ? "7.2" : "6.0");
}

/** A group as answers show it (F007). */
const shown = (group: StoredGroup, call: Call): object => ({
  UserGroupId: group.id,
  Status: group.status,
  Engine: group.engine,
  UserIds: membersOf(group.userIds),
  MinimumEngineVersion: versionOf(group, call),
  ...(group.status === "modifying" && group.adding.length + group.removing.length > 0
    ? {
        PendingChanges: {
          UserIdsToRemove: membersOf(group.removing),
          UserIdsToAdd: membersOf(group.adding),
        },
      }
    : {}),
  ReplicationGroups: "",
  ServerlessCaches: "",
  ARN: arnAt(call, "usergroup", group.id),
});
