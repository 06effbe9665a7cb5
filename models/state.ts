import type { DescribeUsersInput, OperationName, User } from "./contract.ts";

/** What the answers so far entitle a client to believe of one region. */
export interface State {
  readonly region: string;
  /** The twelve digits that the first ARN named. */
  readonly account: string | undefined;
  /** By user id in lower case. An id that is not here was never spoken of. */
  readonly users: ReadonlyMap<string, Believed>;
  /** How each access string that was accepted came back, by engine and request. */
  readonly stored: ReadonlyMap<string, string>;
  /** How each wish for authentication came back, by wish and engine. */
  readonly granted: ReadonlyMap<string, Granted>;
  readonly walk: Walk | undefined;
}

export interface Granted {
  readonly spelling: string;
  readonly type: string | undefined;
}

export type Believed =
  | {
      readonly kind: "present";
      /** As last answered. */
      readonly view: User;
      readonly lastWrite: "CreateUser" | "ModifyUser" | "none";
      /** Its engine changed, or it came to iam or left it: which version it then needs, no fact says. */
      readonly isRemade?: true;
      readonly since: Since;
    }
  | { readonly kind: "leaving"; readonly view: User; readonly since: Since }
  | { readonly kind: "absent"; readonly because: "unheard-of" | "refused" | "deleted" }
  /**
   * A write was lost, or an answer contradicted what we believed. A lost write may land late, so it is settled by the
   * next write only; for good: where case alone tells two users apart.
   */
  | { readonly kind: "uncertain"; readonly holds?: "until-written" | "for-good" };

/** What happened to a user since DescribeUsers last showed it. */
export interface Since {
  readonly written?: "CreateUser" | "ModifyUser" | "DeleteUser";
  readonly refused: readonly OperationName[];
  readonly othersWritten?: true;
  /** How it was last shown. */
  readonly read?: "list" | "lookup";
}

/** A list being read page by page. */
export interface Walk {
  readonly input: DescribeUsersInput;
  readonly seen: readonly string[];
  /** The users that were there when it began. */
  readonly there: readonly string[];
  readonly next: string | undefined;
}

export const nothingSince: Since = { refused: [] };

/** The user that every account has from the start (F151). */
export const defaultUser: User = {
  UserId: "default",
  UserName: "default",
  Status: "active",
  Engine: "redis",
  AccessString: "on ~* +@all",
  Authentication: { Type: "no-password" },
};

export const initialState = (region: string): State => ({
  region,
  account: undefined,
  users: new Map([
    ["default", { kind: "present", view: defaultUser, lastWrite: "none", since: nothingSince }],
  ]),
  stored: new Map(),
  granted: new Map(),
  walk: undefined,
});

/** All regions of one conversation. A command without a region goes to `home`. */
export interface World {
  readonly home: string;
  readonly regions: ReadonlyMap<string, State>;
}

export const initialWorld = (home: string): World => ({ home, regions: new Map() });

export const stateOf = (world: World, region: string): State =>
  world.regions.get(region) ?? initialState(region);

const unheardOf: Believed = { kind: "absent", because: "unheard-of" };

/** False of a user whose id is not in lower case: a target that keeps case has two users where we know one. */
export const isStoredForm = ({ UserId }: User): boolean => UserId === keyOf(UserId);

/** Ids are compared in lower case (F030, F034). */
export const keyOf = (userId: string | undefined): string => (userId ?? "").toLowerCase();

/** Ids of which no fact says whether they are looked up or refused by their form: not plain lower-case identifiers. */
export const hasUnsettledForm = (userId: string | undefined): boolean =>
  userId !== undefined &&
  userId !== "" &&
  (!/^[a-z][a-z0-9-]*$/.test(userId) || /--|-$|^.{41}/.test(userId));

export const believed = (state: State, userId: string | undefined): Believed =>
  state.users.get(keyOf(userId)) ?? unheardOf;

/** The user as last answered, while it is there or leaving. */
export function viewOf(state: State, userId: string | undefined): User | undefined {
  const belief = believed(state, userId);
  return belief.kind === "present" || belief.kind === "leaving" ? belief.view : undefined;
}

export function withUser(state: State, userId: string | undefined, belief: Believed): State {
  const known = believed(state, userId);
  return known.kind === "uncertain" && known.holds === "for-good"
    ? state
    : { ...state, users: new Map(state.users).set(keyOf(userId), belief) };
}

/** What to believe of a user whose id a target keeps in upper case. */
export const confused: Believed = { kind: "uncertain", holds: "for-good" };

/** What to believe of a user after a write on it was lost. */
export const inDoubt: Believed = { kind: "uncertain", holds: "until-written" };

/** Notes a write for all other users: if one of them changes now, that is worth telling. */
export const withOthersWritten = (state: State, userId: string | undefined): State => ({
  ...state,
  users: new Map(
    [...state.users].map(([key, belief]) =>
      key !== keyOf(userId) && (belief.kind === "present" || belief.kind === "leaving")
        ? [key, { ...belief, since: { ...belief.since, othersWritten: true } }]
        : [key, belief],
    ),
  ),
});

/** Notes that a write on this user was refused: it must not have changed anything. */
export function withRefusal(state: State, userId: string | undefined, by: OperationName): State {
  const belief = believed(state, userId);
  if (belief.kind === "uncertain") return state;
  if (belief.kind === "absent")
    return belief.because === "unheard-of" && by === "CreateUser" && !keyOf(userId).includes(".")
      ? withUser(state, userId, { kind: "absent", because: "refused" })
      : state;
  const refused = [...new Set([...belief.since.refused, by])];
  return withUser(state, userId, { ...belief, since: { ...belief.since, refused } });
}
