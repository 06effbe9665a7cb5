import * as fc from "fast-check";

import { areSettled, isDeleted, membersOf, settledGroup } from "../belief/membership.ts";
import { believed, believedGroup, type State, viewOf } from "../belief/state.ts";
import type { AuthenticationRequest, User, UserGroup } from "../contract/contract.ts";
import { secret } from "../contract/placeholder.ts";

/** Few ids, so that commands meet. */
export const userIds = ["u-0", "u-1", "u-2", "u-3"] as const;
/** One name for each id, in their order: users share a name only where that is wanted. */
export const userNames = ["ann", "Bob", "carol-3", "dora"] as const;

export const nameFor = (id: string): string =>
  userNames[userIds.findIndex((known) => known === id)] ?? userNames[0];

/** A user with nothing special about it. */
export const plainUser = (UserId: string) => ({
  UserId,
  UserName: userNames[0],
  Engine: "redis",
  AccessString: "on ~* +@all",
  NoPasswordRequired: true,
});

const ofKind = (state: State, ...kinds: readonly string[]): readonly string[] =>
  userIds.filter((id) => kinds.includes(believed(state, id).kind));

export const freshIds = (state: State): readonly string[] => ofKind(state, "absent");
export const presentIds = (state: State): readonly string[] => ofKind(state, "present");
export const deletingIds = (state: State): readonly string[] => ofKind(state, "deleting");

export const deletedIds = (state: State): readonly string[] =>
  userIds.filter((id) => isDeleted(believed(state, id)));

/** Users of which the last answer fits; only those that are there. */
export function usersWith(
  state: State,
  fits: (user: {
    readonly id: string;
    readonly name: string | undefined;
    readonly engine: string | undefined;
    readonly type: string | undefined;
    readonly status: string | undefined;
  }) => boolean,
): readonly string[] {
  return userIds.filter((id) => {
    const belief = believed(state, id);
    if (belief.kind !== "present") return false;
    const { UserName: name, Engine: engine, Authentication, Status: status } = belief.view;
    return fits({ id, name, engine, type: Authentication?.Type, status });
  });
}

/** Few groups, so that users meet in them. */
export const groupIds = ["g-0", "g-1"] as const;

const groupsOfKind = (state: State, ...kinds: readonly string[]): readonly string[] =>
  groupIds.filter((id) => kinds.includes(believedGroup(state, id).kind));

export const freshGroupIds = (state: State): readonly string[] => groupsOfKind(state, "absent");
export const presentGroupIds = (state: State): readonly string[] => groupsOfKind(state, "present");
export const deletingGroupIds = (state: State): readonly string[] =>
  groupsOfKind(state, "deleting");

export const deletedGroupIds = (state: State): readonly string[] =>
  groupIds.filter((id) => isDeleted(believedGroup(state, id)));

/** Users, `default` included where it is ours, of which each is at rest and fits. */
export const settledUsers = (
  state: State,
  fits: (user: User) => boolean,
  ids: readonly string[] = userIds,
): readonly string[] =>
  ids.filter((id) => areSettled(state, [id]) && fits(viewOf(state, id) ?? {}));

/** Groups at rest that fit; their members may be changing. */
export const settledGroups = (
  state: State,
  fits: (group: UserGroup, members: readonly string[]) => boolean,
): readonly string[] =>
  groupIds.filter((id) => {
    const group = settledGroup(state, id);
    const members = membersOf(state, id);
    return group !== undefined && members !== undefined && fits(group, members);
  });

/** One of the ids, or the first of all where there is none. */
export const oneId = (ids: readonly string[]): fc.Arbitrary<string> =>
  ids.length === 0 ? fc.constant(userIds[0]) : fc.constantFrom(...ids);

/** Every spelling of a password, short of contradictions. */
export const passwordSpellings: fc.Arbitrary<AuthenticationRequest> = fc.oneof(
  fc.constant({ Passwords: [secret(17)] }),
  fc.constant({ AuthenticationMode: { Type: "password", Passwords: [secret(20)] } }),
);

export const noPasswordSpellings: fc.Arbitrary<AuthenticationRequest> = fc.oneof(
  fc.constant({ NoPasswordRequired: true }),
  fc.constant({ AuthenticationMode: { Type: "no-password-required" } }),
);

export const iam: AuthenticationRequest = { AuthenticationMode: { Type: "iam" } };
