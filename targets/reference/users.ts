import type { Input } from "../../models/contract/contract.ts";
import { store } from "./access-string.ts";
import { arnAt } from "./arn.ts";
import { requestedType } from "./authentication-checks.ts";
import { pageOf } from "./marker.ts";
import { keyOf, type Call, defaultUser, type StoredUser, type Windows } from "./store.ts";
import { tagAtCreation } from "./tags.ts";

/** Makes a user (F071). */
export function createUser(input: Input<"CreateUser">, call: Call, windows: Windows): object {
  const id = keyOf(input.UserId);
  const { AccessString = "" } = input;
  const stored = store(AccessString);
  const user: StoredUser = {
    id,
    name: input.UserName ?? "",
    engine: keyOf(input.Engine),
    accessString: stored.kind === "stored" ? stored.text : AccessString,
    isModern: stored.kind === "stored" && stored.isModern,
    ...authenticationOf(input),
    status: "active",
    until: 0,
  };
  call.users.set(id, user);
  tagAtCreation(`user:${id}`, input.Tags, call, windows);
  return shown(user, call);
}

/** Changes a user at once, though it takes a while to be active again (F110, F111). */
export function modifyUser(input: Input<"ModifyUser">, call: Call, windows: Windows): object {
  const { users, now } = call;
  const id = keyOf(input.UserId);
  const user = users.get(id) ?? { ...defaultUser, id, name: id };
  const text = [input.AccessString ?? user.accessString, input.AppendAccessString ?? ""].join(" ");
  const stored = store(text);
  const changed: StoredUser = {
    ...user,
    engine: keyOf(input.Engine ?? user.engine),
    ...(stored.kind === "stored" ? { accessString: stored.text, isModern: stored.isModern } : {}),
    ...(requestedType(input) === "null" ? {} : authenticationOf(input)),
    status: "modifying",
    until: now + windows.modifying,
  };
  users.set(id, changed);
  return shown(changed, call);
}

/** Lets a user go, and takes it out of its groups, which change for as long (F131, F136, T10). */
export function deleteUser(input: Input<"DeleteUser">, call: Call, windows: Windows): object {
  const { users, groups, now } = call;
  const id = keyOf(input.UserId);
  const user = users.get(id) ?? { ...defaultUser, id };
  const leaving: StoredUser = { ...user, status: "deleting", until: now + windows.deleting };
  users.set(leaving.id, leaving);
  const answer = shown(leaving, call);
  for (const group of groups.values())
    if (group.userIds.includes(leaving.id))
      groups.set(group.id, {
        ...group,
        status: group.status === "active" ? "modifying" : group.status,
        until: Math.max(group.until, leaving.until),
        removing: [...group.removing, leaving.id],
      });
  return answer;
}

/** Shows one user, or a page of all (F150 to F156). */
export function describeUsers(input: Input<"DescribeUsers">, call: Call): object {
  const wanted = input.Filters?.find(({ Name }) => Name === "UserId")?.Values;
  const all = [...call.users.values()]
    .filter(({ id }) => input.UserId === undefined || id === keyOf(input.UserId))
    .filter(({ id }) => wanted === undefined || wanted.includes(id))
    .filter(({ engine }) => input.Engine === undefined || engine === keyOf(input.Engine));
  const { page, next } = pageOf(all, input);
  return { Users: membersOf(page.map((user) => shown(user, call))), ...next };
}

const authenticationOf = (
  input: Input<"CreateUser"> | Input<"ModifyUser">,
): Pick<StoredUser, "type" | "passwordCount"> => {
  const type = requestedType(input);
  const passwords = new Set([
    ...(input.Passwords ?? []),
    ...(input.AuthenticationMode?.Passwords ?? []),
  ]);
  if (type === "password") return { type, passwordCount: passwords.size };
  return { type: type === "iam" ? "iam" : "no-password", passwordCount: 0 };
};

/** The lowest engine version that serves a user (F045a, F045b); the value for valkey is a guess (F045d). */
export const minimumVersionOf = ({ engine, type, isModern }: StoredUser): string =>
  engine === "valkey" ? "7.2" : type === "iam" || isModern ? "7.0" : "6.0";

/** A user as answers show it (F006): no passwords, no tags, a count for passwords only (F009, F010). */
const shown = (user: StoredUser, call: Call): object => ({
  UserId: user.id,
  UserName: user.name,
  Status: user.status,
  Engine: user.engine,
  MinimumEngineVersion: minimumVersionOf(user),
  AccessString: user.accessString,
  UserGroupIds: membersOf(groupIdsOf(user.id, call)),
  Authentication: {
    Type: user.type,
    ...(user.type === "password" ? { PasswordCount: user.passwordCount } : {}),
  },
  ARN: arnAt(call, "user", user.id),
});

/** The groups that a user is in (F186). */
const groupIdsOf = (id: string, { groups }: Call): readonly string[] =>
  [...groups.values()].filter(({ userIds }) => userIds.includes(id)).map((group) => group.id);

/** A list as XML builders take it; an empty one is an empty element (F301). */
export const membersOf = (items: readonly unknown[]): object | "" =>
  items.length === 0 ? "" : { member: items };
