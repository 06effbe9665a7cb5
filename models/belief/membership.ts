import type { User, UserGroup } from "../contract/contract.ts";
import { keyOf } from "../contract/resource.ts";
import { type Believed } from "./believed.ts";
import { believed, believedGroup, hasOpenForm, type State, viewOf, viewOfGroup } from "./state.ts";

export const keysOf = (ids: readonly string[] = []): readonly string[] => [
  ...new Set(ids.map((id) => keyOf(id))),
];

/** The users behind ids, as they were asked for; nothing for those that are not there. */
export const usersBehind = (state: State, ids: readonly string[]): readonly User[] =>
  ids.flatMap((id) => userAsAsked(state, id) ?? []);

/**
 * A user that is there, as last answered; as it was asked for where the answer leaves a member out, or has a type of authentication
 * that there is not: how a target spells what it has loosens nothing.
 */
export function userAsAsked(state: State, id: string | undefined): User | undefined {
  const belief = believed(state, id);
  if (belief.kind !== "present") return undefined;
  const { view, asked = {} } = belief;
  return {
    ...asked,
    ...view,
    ...(asked.Authentication === undefined || isType(view.Authentication?.Type)
      ? {}
      : { Authentication: asked.Authentication }),
  };
}

const isType = (type: string | undefined): boolean =>
  type === "password" || type === "no-password" || type === "iam";

/** An id of a form that is looked up, and not refused or AWS's own (F026, F037, F152). */
export const isPlainId = (id: string): boolean => id !== "" && !hasOpenForm(keyOf(id));

export const isDefaultNamed = ({ UserName }: User): boolean => UserName === "default";

export const isRedis = (engine: string | undefined): boolean => engine?.toLowerCase() === "redis";
export const isValkey = (engine: string | undefined): boolean => engine?.toLowerCase() === "valkey";

/** True where two different users have one name, as far as names were shown. */
export const haveOneName = (users: readonly User[]): boolean => {
  const names = users.flatMap(({ UserName }) => (UserName === undefined ? [] : [UserName]));
  return new Set(names).size < names.length;
};

/** True of one to which a write was lost, which may still land. */
export const isInDoubt = (belief: Believed<unknown>): boolean =>
  belief.kind === "uncertain" && belief.holds === "until-written";

/** Where one that was made was not shown yet. */
export const unseenOf = (
  belief: Believed<unknown>,
): { readonly unseen?: "anywhere" | "in lists" } =>
  belief.kind === "present" && belief.unseen !== undefined ? { unseen: belief.unseen } : {};

/** Where it is known what one was asked for to be. */
export const askedOf = <V>(belief: Believed<V>): { readonly asked?: Partial<V> } =>
  (belief.kind === "present" || belief.kind === "deleting") && belief.asked !== undefined
    ? { asked: belief.asked }
    : {};

/** True of one to which a write was refused since it was last shown or written: who made it what it is then, nobody knows. */
export const wasRefused = (belief: Believed<unknown>): boolean =>
  (belief.kind === "present" || belief.kind === "deleting") && belief.since.refused.length > 0;

/** True of one that was made, and that no list showed yet. */
export const isUnlisted = (belief: Believed<unknown>): boolean =>
  unseenOf(belief).unseen !== undefined;

/** True of one that was made, and that neither a list nor a lookup showed yet. */
export const isUnseen = (belief: Believed<unknown>): boolean =>
  unseenOf(belief).unseen === "anywhere";

/** True of one that was there, was deleted, and is gone. */
export const isDeleted = (belief: Believed<unknown>): boolean =>
  belief.kind === "absent" && belief.because === "deleted";

/** True where one of these was deleted: it may be said to be leaving still. */
export const areSomeDeleted = (state: State, ids: readonly string[]): boolean =>
  ids.some((id) => isDeleted(believed(state, id)));

/** True of users of which none is changing or may be. */
export const areSettled = (state: State, ids: readonly string[]): boolean =>
  ids.every((id) => {
    const belief = believed(state, id);
    return (
      belief.kind === "present" &&
      belief.view.Status === "active" &&
      belief.since.mayBeChanging === undefined
    );
  });

/** True of a user that is modifying, or may be: no status was shown, or a group that it is in was changed since one was (F345). */
export function isMoving(state: State, userId: string | undefined): boolean {
  const belief = believed(state, userId);
  return (
    belief.kind === "present" &&
    ((belief.view.Status ?? "modifying") === "modifying" || belief.since.mayBeChanging === true)
  );
}

/** The group, where nothing about it is changing or may be. */
export function settledGroup(state: State, userGroupId: string | undefined): UserGroup | undefined {
  const belief = believedGroup(state, userGroupId);
  return belief.kind === "present" &&
    belief.view.Status === "active" &&
    belief.since.mayBeChanging === undefined
    ? belief.view
    : undefined;
}

export const membersOf = (
  { members }: State,
  userGroupId: string | undefined,
): readonly string[] | undefined => members.get(keyOf(userGroupId));

/** The groups that have this user, or may have it: one that is changing may still have whom it is about to lose. */
export const groupsWith = (state: State, userId: string | undefined): readonly string[] => {
  const id = keyOf(userId);
  return [...state.groups]
    .filter(([, { kind }]) => kind !== "absent")
    .map(([key]) => key)
    .filter((key) => {
      const isMember = membersOf(state, key)?.includes(id) ?? true;
      const wasMember = keysOf(viewOfGroup(state, key)?.UserIds).includes(id);
      return isMember || (wasMember && settledGroup(state, key) === undefined);
    });
};

/** True where a group that may have this user is changing, or may be. */
export const isChangedByGroups = (state: State, userId: string | undefined): boolean =>
  groupsWith(state, userId).some((id) => settledGroup(state, id) === undefined);

/** True where a user that a group may have was not last shown active. */
export const isChangedByUsers = (state: State, userGroupId: string | undefined): boolean =>
  (membersOf(state, userGroupId) ?? [...state.everGrouped]).some((id) => {
    const belief = believed(state, id);
    return (
      belief.kind === "uncertain" ||
      belief.kind === "deleting" ||
      (belief.kind === "present" && belief.view.Status !== "active")
    );
  });

/** Those of a group's members that are still there, for sure. */
export const withoutParting = (state: State, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => {
    const belief = believed(state, id);
    return belief.kind === "present" || !state.users.has(keyOf(id));
  });

/** Whom a group has after a change. */
export const membersAfter = (
  members: readonly string[],
  added: readonly string[] = [],
  removed: readonly string[] = [],
): readonly string[] => {
  const gone = keysOf(removed);
  return [...members.filter((id) => !gone.includes(id)), ...keysOf(added)].filter(
    (id, index, all) => all.indexOf(id) === index,
  );
};

/** True of users of a redis group of whom none is named default, as one must be (F171), and none has a name that nobody knows. */
export const lacksDefault = (users: readonly User[]): boolean =>
  !users.some((user) => isDefaultNamed(user) || user.UserName === undefined);

/** True of a user whom its being a group's default user holds back from deletion (F138). */
export const isHeldBy = (state: State, userId: string | undefined, groupId: string): boolean => {
  const user = userAsAsked(state, userId) ?? viewOf(state, userId);
  const group = believedGroup(state, groupId);
  return (
    user !== undefined &&
    isDefaultNamed(user) &&
    isRedis(user.Engine) &&
    (group.kind === "uncertain" ||
      ((group.kind === "present" || group.kind === "deleting") && isRedis(group.view.Engine)))
  );
};

/** True where a group can go over to this engine in place: its users went first, each with a password (F182). */
export const canBeOf = (engine: string | undefined, users: readonly User[]): boolean =>
  users.length > 0 &&
  users.every((user) => user.Engine === engine && user.Authentication?.Type === "password") &&
  (engine === "valkey" || (engine === "redis" && !lacksDefault(users)));

/** True of a group that is not active, or may not be: it or one of its users was written to since it was shown. */
export function isMovingGroup(state: State, userGroupId: string | undefined): boolean {
  const belief = believedGroup(state, userGroupId);
  return belief.kind === "present" && settledGroup(state, userGroupId) === undefined;
}

/** Notes whom a group has; nobody knows what becomes of users who were not there when they were put in. */
export const membersKnown = (
  { members, users }: State,
  userGroupId: string | undefined,
  ids: readonly string[],
): State["members"] =>
  ids.every((id) => users.get(id)?.kind === "present")
    ? new Map(members).set(keyOf(userGroupId), ids)
    : new Map([...members].filter(([key]) => key !== keyOf(userGroupId)));

/** Notes that a request about groups named these users. */
export const withNamed = (state: State, ids: readonly string[] = []): State => ({
  ...state,
  everGrouped: new Set([...state.everGrouped, ...keysOf(ids)]),
});

/** Notes that a group is another one now, or will be: what its engine was to be counts no more. */
export const withoutEngineAsked = (state: State, userGroupId: string | undefined): State => ({
  ...state,
  enginesAsked: new Map([...state.enginesAsked].filter(([key]) => key !== keyOf(userGroupId))),
});

/** Notes that nobody knows whom a group has. */
export const withUnknownMembers = (state: State, userGroupId: string | undefined): State => ({
  ...state,
  members: new Map([...state.members].filter(([key]) => key !== keyOf(userGroupId))),
});

/** True of a user that is on its way out, or changing, or may be. */
export const isOpenMember = (state: State, userId: string): boolean => {
  const belief = believed(state, userId);
  return (
    belief.kind === "deleting" ||
    (belief.kind === "present" &&
      (belief.view.Status !== "active" || belief.since.mayBeChanging === true))
  );
};
