import type { User, UserGroup } from "../contract/contract.ts";
import { type Believed, nothingSince, type Since } from "./believed.ts";
import { initialWorld, type State, stateOf, withGroup, withUser } from "./state.ts";

/** Belief in one that is there, as it was last shown, with what happened since. */
export const there = <V>(view: V, since: Partial<Since> = {}): Believed<V> => ({
  kind: "present",
  view,
  lastWrite: "none",
  since: { ...nothingSince, ...since },
});

export const leaving = <V>(view: V): Believed<V> => ({
  kind: "deleting",
  view,
  since: nothingSince,
});

export const gone = (because: "unheard-of" | "refused" | "badly-tagged" | "deleted") =>
  ({ kind: "absent", because }) as const;

export const unsure = { kind: "uncertain" } as const;

export const active = (UserId: string, more: User = {}): User => ({
  UserId,
  UserName: UserId,
  Status: "active",
  Engine: "redis",
  Authentication: { Type: "no-password" },
  ...more,
});

export const activeGroup = (UserGroupId: string, more: UserGroup = {}): UserGroup => ({
  UserGroupId,
  Status: "active",
  Engine: "redis",
  UserIds: [],
  ...more,
});

type Table<V> = Readonly<Record<string, Believed<V>>>;

/** What is believed of users and groups; `members` says whom each group has, and whom any ever had. */
export function stateWith(
  users: Table<User>,
  groups: Table<UserGroup> = {},
  members: Readonly<Record<string, readonly string[]>> = {},
): State {
  let state: State = {
    ...stateOf(initialWorld("us-east-1"), {}),
    members: new Map(Object.entries(members)),
    everGrouped: new Set(Object.values(members).flat()),
  };
  for (const [id, belief] of Object.entries(users)) state = withUser(state, id, belief);
  for (const [id, belief] of Object.entries(groups)) state = withGroup(state, id, belief);
  return state;
}
