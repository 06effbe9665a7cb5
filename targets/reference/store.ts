import type { OperationName, Tag } from "../../models/contract/contract.ts";

/** A user as the service keeps it. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly accessString: string;
  /** The access string needs Redis 7 (F311). */
  readonly isModern: boolean;
  readonly type: "password" | "no-password" | "iam";
  readonly passwordCount: number;
  readonly status: "active" | "modifying" | "deleting";
  /** When the status ends, in milliseconds of the service's clock. */
  readonly until: number;
}

export type Users = Map<string, StoredUser>;

/** A user group as the service keeps it. */
export interface StoredGroup {
  readonly id: string;
  readonly engine: string;
  readonly userIds: readonly string[];
  readonly status: "creating" | "active" | "modifying" | "deleting";
  /** When the status ends, in milliseconds of the service's clock: then these have come and gone. */
  readonly until: number;
  readonly adding: readonly string[];
  readonly removing: readonly string[];
}

export type Groups = Map<string, StoredGroup>;

/** All that one account has in one region. */
export interface Place {
  readonly users: Users;
  readonly groups: Groups;
  /** By kind and id of the resource, as `user:u-0`. */
  readonly tags: Map<string, readonly Tag[]>;
  /** Until when a resource is not available for tagging (F197). */
  readonly locks: Map<string, number>;
}

/** What a request meets when it comes in. */
export interface Call extends Place {
  readonly operation: OperationName;
  readonly region: string;
  readonly account: string;
  readonly now: number;
  /** How many other requests are being answered meanwhile. */
  readonly together: number;
}

export const newPlace = (): Place => ({
  users: new Map([["default", defaultUser]]),
  groups: new Map(),
  tags: new Map(),
  locks: new Map(),
});

export interface Refusal {
  readonly kind: "refused";
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface Acceptance {
  readonly kind: "accepted";
  /** As XML builders take it: lists as `{ member: [...] }`. */
  readonly result: object;
}

export type Outcome = Acceptance | Refusal;

const notFound = ["UserNotFound", "UserGroupNotFound", "TagNotFound"];

/** A refusal with the HTTP status of its code (F013). */
export const refused = (code: string, message: string): Refusal => ({
  kind: "refused",
  status: notFound.includes(code) ? 404 : 400,
  code,
  message,
});

/** The user that every region has from the start (F151). */
export const defaultUser: StoredUser = {
  id: "default",
  name: "default",
  engine: "redis",
  accessString: "on ~* +@all",
  isModern: false,
  type: "no-password",
  passwordCount: 0,
  status: "active",
  until: 0,
};

export const invalidValue = (message: string): Refusal => refused("InvalidParameterValue", message);
export const invalidCombination = (message: string): Refusal =>
  refused("InvalidParameterCombination", message);

/** One reason to refuse a request, by a name that mutants can switch off. Written from the facts, in their order. */
export interface Check<I> {
  readonly name: string;
  refuse(input: I, call: Call): Refusal | undefined;
}

/** Ids are kept and compared in lower case (F030, F033, F034). */
export const keyOf = (id = ""): string => id.toLowerCase();

export const isIdentifier = (id: string | undefined): boolean =>
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/i.test(id ?? "");

/** Why an engine is refused: it is neither of the two. */
export const unknownEngine = (engine: string | undefined): Refusal | undefined =>
  ["redis", "valkey"].includes(keyOf(engine))
    ? undefined
    : invalidValue(`Engine ${engine} is not one of: redis, valkey`);

/** Refuses a request in which a member is missing or blank. */
export const required = (
  name: "UserId" | "UserName" | "Engine" | "AccessString" | "UserGroupId" | "ResourceName",
) => ({
  name: `${name} is required`,
  refuse: (input: { readonly [N in typeof name]?: string | undefined }) =>
    (input[name] ?? "").trim() === ""
      ? invalidValue(`The parameter ${name} must be provided and must not be blank.`)
      : undefined,
});

/** How long changes take, in milliseconds of the service's clock. */
export interface Windows {
  /** Until a new group is active. */
  readonly creating: number;
  readonly modifying: number;
  readonly deleting: number;
  /** How long a resource is not available for tagging after it was made or tagged (F197, T09). */
  readonly tagLock: number;
}

export const noWindows: Windows = { creating: 0, modifying: 0, deleting: 0, tagLock: 0 };
/** Long enough that nothing settles unless somebody waits. */
export const usualWindows: Windows = {
  creating: 100,
  modifying: 100,
  deleting: 100,
  tagLock: 100,
};
