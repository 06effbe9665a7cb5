import type {
  Command,
  ListOperation,
  OperationName,
  Tag,
  User,
  UserGroup,
} from "../contract/contract.ts";
import { keyOf } from "../contract/resource.ts";
import { type Beliefs, type Believed, type Since, nothingSince } from "./believed.ts";

/** What the answers so far entitle a client to believe of one account in one region. */
export interface State {
  readonly region: string;
  /** The twelve digits that the first ARN named. */
  readonly account: string | undefined;
  /** By user id in lower case. An id that is not here was never spoken of. */
  readonly users: Beliefs<User>;
  readonly groups: Beliefs<UserGroup>;
  /** Whom each group has, or will have once it is active: ids in lower case. Not here: nobody knows. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Users that a request about groups has named: the others are in none. */
  readonly everGrouped: ReadonlySet<string>;
  /** Both sides of membership as active users and active groups last showed it, since anything touched it. */
  readonly groupsSeen: ReadonlyMap<string, readonly string[]>;
  readonly membersSeen: ReadonlyMap<string, readonly string[]>;
  /** By resource key. Not here: nobody knows. */
  readonly tags: ReadonlyMap<string, Tagged>;
  /** Resources of which a change of tags was lost: it may land late, so that nothing that is listed lasts. */
  readonly tagsInDoubt: ReadonlySet<string>;
  /** How each access string that was accepted came back, by engine and request. */
  readonly stored: ReadonlyMap<string, string>;
  /** How each wish for authentication came back, by wish and engine. */
  readonly granted: ReadonlyMap<string, Granted>;
  readonly walks: { readonly [K in ListOperation]?: Walk };
  /** Users and groups that are there in another region or account, and were never spoken of here. */
  readonly elsewhere: ReadonlySet<string>;
  readonly groupsElsewhere: ReadonlySet<string>;
  /** Groups whose engine was to change, with the engine that was asked for, until they are seen active. */
  readonly enginesAsked: ReadonlyMap<string, string>;
}

export interface Granted {
  readonly spelling: string;
  readonly type: string | undefined;
}

/** The tags of a resource, and what last made them so. */
export interface Tagged {
  readonly tags: readonly Tag[];
  readonly because: "nothing" | "creation" | "addition" | "overwriting" | "removal";
  /** They were listed, and nothing was changed since. */
  readonly isShown?: true;
  /** Changes of tags of these keys were refused since they were last shown. */
  readonly refused?: readonly string[];
  /** The resource has the id of one that was deleted, and had these. */
  readonly inherits?: readonly Tag[];
  /** A key got another value: where it stands then, no fact says. */
  readonly isReordered?: true;
}

/** A list being read page by page. */
export interface Walk {
  readonly seen: readonly string[];
  /** Who was there when it began. */
  readonly there: readonly string[];
  readonly next: string | undefined;
  /** Something was made or deleted since it began, or may have been. */
  readonly isDisturbed?: true;
}

/** The user that every account has from the start (F151). */
export const defaultUser: User = {
  UserId: "default",
  UserName: "default",
  Status: "active",
  Engine: "redis",
  AccessString: "on ~* +@all",
  Authentication: { Type: "no-password" },
};

const initialState = (region: string): State => ({
  region,
  account: undefined,
  users: new Map([
    [
      "default",
      {
        kind: "present",
        view: defaultUser,
        asked: defaultUser,
        lastWrite: "none",
        since: nothingSince,
      },
    ],
  ]),
  groups: new Map(),
  members: new Map(),
  everGrouped: new Set(),
  groupsSeen: new Map(),
  membersSeen: new Map(),
  tags: new Map(),
  tagsInDoubt: new Set(),
  stored: new Map(),
  granted: new Map(),
  walks: {},
  elsewhere: new Set(),
  groupsElsewhere: new Set(),
  enginesAsked: new Map(),
});

/** All regions and accounts of one conversation. A command without a region goes to `home`. */
export interface World {
  readonly home: string;
  readonly places: ReadonlyMap<string, State>;
}

/** Where a command is sent to. */
type Place = Pick<Command, "region" | "account">;

export const initialWorld = (home: string): World => ({ home, places: new Map() });

const placeKey = (home: string, { region = home, account }: Place): string =>
  `${account ?? "own"}/${region}`;

export function stateOf(world: World, place: Place): State {
  const key = placeKey(world.home, place);
  const state = world.places.get(key) ?? initialState(place.region ?? world.home);
  const others = [...world.places].filter(([other]) => other !== key);
  if (others.length === 0) return state;
  const unheard = <V>(here: Beliefs<V>, there: (other: State) => Beliefs<V>) =>
    new Set(others.flatMap(([, other]) => presentIn(there(other)).filter((id) => !here.has(id))));
  return {
    ...state,
    elsewhere: unheard(state.users, ({ users }) => users),
    groupsElsewhere: unheard(state.groups, ({ groups }) => groups),
  };
}

/** The world with what is believed of one place. A write there is noted at all others: it must not show in them. */
export function withState(
  { home, places }: World,
  place: Place,
  state: State,
  hasWritten: boolean,
): World {
  const key = placeKey(home, place);
  const others = hasWritten
    ? [...places].map(([other, known]) => [other, withWriteElsewhere(known)] as const)
    : places;
  return { home, places: new Map(others).set(key, state) };
}

const withWriteElsewhere = (state: State): State => ({
  ...state,
  users: changed(state.users, () => true, { writtenElsewhere: true }),
});

/** The ids of all that are there, for sure. */
export const presentIn = <V>(beliefs: Beliefs<V>): readonly string[] =>
  [...beliefs].filter(([, { kind }]) => kind === "present").map(([key]) => key);

export const unheardOf = { kind: "absent", because: "unheard-of" } as const;

/** False of a user whose id is not in lower case: a target that keeps case has two users where we know one. */
export const isStoredForm = ({ UserId }: User): boolean => UserId === keyOf(UserId);

/** Ids of which no fact says whether they are looked up or refused by their form: not plain lower-case identifiers. */
export const hasOpenForm = (id: string | undefined): boolean =>
  id !== undefined && id !== "" && (!/^[a-z][a-z0-9-]*$/.test(id) || /--|-$|^.{41}/.test(id));

export const believedIn = <V>(beliefs: Beliefs<V>, id: string | undefined): Believed<V> =>
  beliefs.get(keyOf(id)) ?? unheardOf;

export const believed = ({ users }: State, userId: string | undefined): Believed =>
  believedIn(users, userId);

export const believedGroup = (
  { groups }: State,
  userGroupId: string | undefined,
): Believed<UserGroup> => believedIn(groups, userGroupId);

const viewIn = <V>(beliefs: Beliefs<V>, id: string | undefined): V | undefined => {
  const belief = believedIn(beliefs, id);
  return belief.kind === "present" || belief.kind === "deleting" ? belief.view : undefined;
};

/** The user as last answered, while it is there or leaving. */
export const viewOf = ({ users }: State, userId: string | undefined): User | undefined =>
  viewIn(users, userId);

export const viewOfGroup = (
  { groups }: State,
  userGroupId: string | undefined,
): UserGroup | undefined => viewIn(groups, userGroupId);

export function withBelief<V>(
  beliefs: Beliefs<V>,
  id: string | undefined,
  belief: Believed<V>,
): Beliefs<V> {
  const known = believedIn(beliefs, id);
  return known.kind === "uncertain" && known.holds === "for-good"
    ? beliefs
    : new Map(beliefs).set(keyOf(id), belief);
}

export const withUser = (state: State, userId: string | undefined, belief: Believed): State => ({
  ...state,
  users: withBelief(state.users, userId, belief),
});

export const withGroup = (
  state: State,
  userGroupId: string | undefined,
  belief: Believed<UserGroup>,
): State => ({ ...state, groups: withBelief(state.groups, userGroupId, belief) });

/** What to believe of a user or group whose id a target keeps in upper case. */
export const confused = { kind: "uncertain", holds: "for-good" } as const;

/** What to believe of a user or group after a write on it was lost. */
export const inDoubt = { kind: "uncertain", holds: "until-written" } as const;

/** Notes something for all that are there or leaving and fit. */
const changed = <V>(
  beliefs: Beliefs<V>,
  fits: (key: string) => boolean,
  news: Partial<Since>,
): Beliefs<V> =>
  new Map(
    [...beliefs].map(([key, belief]) =>
      fits(key) && (belief.kind === "present" || belief.kind === "deleting")
        ? [key, { ...belief, since: { ...belief.since, ...news } }]
        : [key, belief],
    ),
  );

/** Notes a write for all others of its kind: if one of them changes now, that is worth telling. */
export const withOthersWritten = <V>(beliefs: Beliefs<V>, id: string | undefined): Beliefs<V> =>
  changed(beliefs, (key) => key !== keyOf(id), { othersWritten: true });

/** The same, where the user may be in a group. */
export const withMemberTouched = (state: State, userId: string | undefined): State =>
  state.everGrouped.has(keyOf(userId)) ? withMembershipTouched(state) : state;

/** Notes that something was done to membership: what was seen of it counts no more, and whoever it touches may be changing. */
export const withMembershipTouched = (state: State): State => ({
  ...state,
  users: changed(state.users, (key) => state.everGrouped.has(key), { mayBeChanging: true }),
  groups: changed(state.groups, () => true, { mayBeChanging: true }),
  groupsSeen: new Map(),
  membersSeen: new Map(),
});

/** Notes a write to a user: for the other users, and for the groups that it may be in. */
export const withWrite = (before: State, userId: string | undefined): State => {
  const touched = withMemberTouched(before, userId);
  return { ...touched, users: withOthersWritten(touched.users, userId) };
};

/** Notes that a write was refused: it must not have changed anything. */
export function withRefusal<V>(
  beliefs: Beliefs<V>,
  id: string | undefined,
  by: OperationName,
): Beliefs<V> {
  const belief = believedIn(beliefs, id);
  if (belief.kind === "uncertain") return beliefs;
  if (belief.kind === "absent")
    return belief.because === "unheard-of" && by.startsWith("Create") && !keyOf(id).includes(".")
      ? withBelief(beliefs, id, { kind: "absent", because: "refused" })
      : beliefs;
  const refused = [...new Set([...belief.since.refused, by])];
  return withBelief(beliefs, id, { ...belief, since: { ...belief.since, refused } });
}
