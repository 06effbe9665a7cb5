import { groupsWith, isDeleted, isRedis, settledGroup } from "../belief/membership.ts";
import { believed, type State, viewOf, viewOfGroup } from "../belief/state.ts";
import { commandFrom } from "../contract/command.ts";
import type { AuthenticationRequest, Command, User } from "../contract/contract.ts";
import { secret } from "../contract/placeholder.ts";
import { categories } from "../vocabulary/access-string.ts";
import { absent, illegal, type StateClass, value, type ValueClass } from "./parameter.ts";

/** A password that is right, and its successor. */
const [first, second] = [secret(17), secret(18, "b")];

/** How a user proves who it is, each in the plainest spelling. */
const byPassword: AuthenticationRequest = { Passwords: [first] };
const byNone: AuthenticationRequest = { NoPasswordRequired: true };
const byIam: AuthenticationRequest = { AuthenticationMode: { Type: "iam" } };

/** A user whom others are put beside: of another id than any that a request is about. */
export const created = (
  UserId: string,
  UserName: string,
  Engine = "redis",
  authentication: AuthenticationRequest = byPassword,
): Command =>
  commandFrom({
    operation: "CreateUser",
    input: { UserId, UserName, Engine, AccessString: "off ~* -@all", ...authentication },
  });

export const userSettled = (UserId: string): Command =>
  commandFrom({ operation: "DescribeUsers", input: { UserId }, until: "settled" });

export const groupOf = (UserGroupId: string, Engine: string, ...UserIds: readonly string[]) =>
  commandFrom({ operation: "CreateUserGroup", input: { UserGroupId, Engine, UserIds } });

export const groupSettled = (UserGroupId: string): Command =>
  commandFrom({ operation: "DescribeUserGroups", input: { UserGroupId }, until: "settled" });

const deleted = (UserId: string): Command =>
  commandFrom({ operation: "DeleteUser", input: { UserId } });

/** The user beside the one that a request is about. */
const other = (id: string): string => (id === "u-1" ? "u-2" : "u-1");

const isOf = (state: State, id: string, fits: (user: User) => boolean): boolean => {
  const belief = believed(state, id);
  return belief.kind === "present" && belief.view.Status === "active" && fits(belief.view);
};

const isLone = (state: State, id: string): boolean => groupsWith(state, id).length === 0;

const lone = (engine: string, type: string, authentication: AuthenticationRequest): StateClass => ({
  name: `${engine} user, ${type}`,
  plan: (id) => [created(id, type === "iam" ? id : "ann", engine, authentication)],
  fits: (state, id) =>
    isLone(state, id) &&
    id !== "default" &&
    isOf(
      state,
      id,
      ({ Engine, Authentication }) => Engine === engine && Authentication?.Type === type,
    ),
});

const groupsOf = (state: State, id: string): readonly string[] =>
  groupsWith(state, id).filter((group) => settledGroup(state, group) !== undefined);

const inGroup = (
  name: string,
  plan: StateClass["plan"],
  fits: (engines: readonly (string | undefined)[], user: User) => boolean,
): StateClass => ({
  name,
  plan,
  isCrowded: true,
  fits: (state, id) =>
    groupsOf(state, id).length > 0 &&
    isOf(state, id, (user) =>
      fits(
        groupsOf(state, id).map((group) => viewOfGroup(state, group)?.Engine),
        user,
      ),
    ),
});

export const nobody: StateClass = {
  name: "nobody",
  plan: () => [],
  fits: (state, id) => {
    const belief = believed(state, id);
    return belief.kind === "absent" && belief.because !== "deleted";
  },
};

/** Users that are there and belong to no group. */
export const loneUsers: readonly StateClass[] = [
  lone("redis", "password", byPassword),
  lone("redis", "no-password", byNone),
  lone("redis", "iam", byIam),
  lone("valkey", "password", byPassword),
  lone("valkey", "iam", byIam),
];

/** Users that groups have. */
export const members: readonly StateClass[] = [
  inGroup(
    "member of a redis group",
    (id) => [
      created(other(id), "default"),
      created(id, "ann"),
      groupOf("g-0", "redis", other(id), id),
      groupSettled("g-0"),
      userSettled(id),
    ],
    ([engine, ...more], { UserName }) =>
      more.length === 0 && isRedis(engine) && UserName !== "default",
  ),
  inGroup(
    "default user of a redis group",
    (id) => [
      created(id, "default"),
      groupOf("g-0", "redis", id),
      groupSettled("g-0"),
      userSettled(id),
    ],
    ([engine, ...more], { UserName }) =>
      more.length === 0 && isRedis(engine) && UserName === "default",
  ),
  inGroup(
    "member of a valkey group",
    (id) => [
      created(id, "ann", "valkey"),
      groupOf("g-0", "valkey", id),
      groupSettled("g-0"),
      userSettled(id),
    ],
    ([engine, ...more]) => more.length === 0 && !isRedis(engine),
  ),
  inGroup(
    "member of two groups",
    (id) => [
      created(id, "ann"),
      created(other(id), "default"),
      groupOf("g-0", "redis", other(id), id),
      groupSettled("g-0"),
      userSettled(id),
      userSettled(other(id)),
      groupOf("g-1", "redis", id, other(id)),
      groupSettled("g-1"),
      groupSettled("g-0"),
      userSettled(id),
    ],
    (engines, { UserName }) => engines.length > 1 && UserName !== "default",
  ),
  inGroup(
    "default user of two redis groups",
    (id) => [
      created(id, "default"),
      groupOf("g-0", "redis", id),
      groupSettled("g-0"),
      userSettled(id),
      groupOf("g-1", "redis", id),
      groupSettled("g-1"),
      userSettled(id),
    ],
    (engines, { UserName }) =>
      engines.length > 1 && engines.every((one) => isRedis(one)) && UserName === "default",
  ),
];

/** Users that are changing, leaving, gone, or there again. */
export const passing: readonly StateClass[] = [
  {
    name: "modifying user",
    plan: (id) => [
      created(id, "ann"),
      commandFrom({ operation: "ModifyUser", input: { UserId: id, AccessString: "on +@all" } }),
    ],
    fits: (state, id) =>
      believed(state, id).kind === "present" && viewOf(state, id)?.Status === "modifying",
  },
  {
    name: "user being deleted",
    plan: (id) => [created(id, "ann"), deleted(id)],
    fits: (state, id) => believed(state, id).kind === "deleting",
  },
  {
    name: "deleted user",
    plan: (id) => [created(id, "ann"), deleted(id), userSettled(id)],
    fits: (state, id) => isDeleted(believed(state, id)),
  },
];

/** AWS's own user. */
export const awsDefault: StateClass = {
  name: "default itself",
  subject: "default",
  isReserved: true,
  plan: (id) => [commandFrom({ operation: "DescribeUsers", input: { UserId: id } })],
  fits: (state, id) => id === "default" && believed(state, id).kind === "present",
};

/** How an id is spelt, or left out. */
export const userIdSpellings: readonly ValueClass[] = [
  { name: "as it is", put: (UserId) => ({ UserId }) },
  { name: "in capitals", put: (UserId) => ({ UserId: UserId.toUpperCase() }) },
  illegal(absent),
  illegal(value("empty", { UserId: "" })),
];

/** Access strings that are taken, and others. */
export const accessStrings: readonly ValueClass[] = [
  value("fixed point", { AccessString: "on ~* +@all" }),
  value("nothing allowed", { AccessString: "off -@all" }),
  value("rules without a base", { AccessString: "on ~app:* +@read" }),
  value("list of commands", { AccessString: "off ~restricted:* -@all +get +ping" }),
  value("rule taken away", { AccessString: "on ~* +@all -@dangerous" }),
  value("every category", {
    AccessString: `on ~* -@all ${categories.map((name) => `+@${name}`).join(" ")}`,
  }),
  value("no state", { AccessString: "~objects:* ~items:*" }),
  value("white space before it", { AccessString: " on ~* +@all" }),
  value("one direction", { AccessString: "on %R~app:* -@all +@read" }),
  illegal(value("blank string", { AccessString: " " })),
  illegal(value("password in it", { AccessString: "on >no-secret-of-ours ~* +@all" })),
  illegal(value("reset in it", { AccessString: "reset on ~* +@all" })),
  illegal(value("no rule in it", { AccessString: "on ~* +@all ?" })),
];

/** Passwords by the older member. */
export const passwordLists: readonly ValueClass[] = [
  absent,
  value("one", { Passwords: [first] }),
  value("two", { Passwords: [first, second] }),
  value("16 characters", { Passwords: [secret(16)] }),
  value("128 characters", { Passwords: [secret(128)] }),
  illegal(value("15 characters", { Passwords: [secret(15)] })),
  illegal(value("129 characters", { Passwords: [secret(129)] })),
  illegal(value("three", { Passwords: [first, second, secret(19, "c")] })),
  illegal(value("second one too short", { Passwords: [first, secret(15, "b")] })),
];

export const noPasswordFlags: readonly ValueClass[] = [
  absent,
  value("true", { NoPasswordRequired: true }),
  value("false", { NoPasswordRequired: false }),
];

const mode = (Type: string, ...Passwords: readonly string[]) => ({
  AuthenticationMode: { Type, ...(Passwords.length === 0 ? {} : { Passwords }) },
});

/** How a user proves who it is by the newer member. */
export const modes: readonly ValueClass[] = [
  absent,
  value("password", mode("password", first)),
  value("two passwords", mode("password", first, second)),
  value("no password", mode("no-password-required")),
  value("iam", mode("iam")),
  illegal(value("password without any", mode("password"))),
  illegal(value("password too short", mode("password", secret(15)))),
  illegal(value("three passwords", mode("password", first, second, secret(19, "c")))),
  illegal(value("second one too long", mode("password", first, secret(129, "b")))),
  illegal(value("no password, with one", mode("no-password-required", first))),
  illegal(value("iam with a password", mode("iam", first))),
  illegal(value("unknown", mode("kerberos"))),
];

/** How a user is to prove who it is, each way once: what clashes among its members has an array of its own. */
export const authentications: readonly ValueClass[] = [
  value("password", byPassword),
  value("two passwords by mode", mode("password", first, second)),
  value("no password", byNone),
  value("no password by mode", mode("no-password-required")),
  value("iam", byIam),
  illegal(value("password too short", { Passwords: [secret(15)] })),
  illegal(value("unknown mode", mode("kerberos"))),
];

export const lookAtUser = (id: string): readonly Command[] => [
  commandFrom({ operation: "DescribeUsers", input: { UserId: id } }),
];
