import * as fc from "fast-check";

import { settledGroup } from "../../belief/membership.ts";
import { believed, type State, viewOf } from "../../belief/state.ts";
import type { Input } from "../../contract/contract.ts";
import { secret } from "../../contract/placeholder.ts";
import {
  fixedDirectional,
  fixedLists,
  fixedPoints,
  longest,
} from "../../rules/access-string-asked.ts";
import { freshIds, iam, deletingIds, oneId, usersWith } from "../../universe/universe.ts";
import type { Variation } from "../operation.ts";

type Fits = Parameters<typeof usersWith>[1];

const mode = (Type: string, ...Passwords: readonly string[]): Input<"ModifyUser"> => ({
  AuthenticationMode: { Type, ...(Passwords.length === 0 ? {} : { Passwords }) },
});

const of = (
  name: string,
  fits: Fits,
  ...changes: readonly [Input<"ModifyUser">, ...Input<"ModifyUser">[]]
): Variation<"ModifyUser"> => ({
  name,
  when: (state) => usersWith(state, fits).length > 0,
  inputs: (state) =>
    fc
      .tuple(oneId(usersWith(state, fits)), fc.constantFrom(...changes))
      .map(([UserId, change]) => ({ UserId, ...change })),
});

const anyone: Fits = () => true;
const active: Fits = ({ status }) => status === "active";
const modifying: Fits = ({ status }) => status === "modifying";
const withPassword: Fits = ({ type, status }) => type === "password" && status === "active";
const withoutPassword: Fits = ({ type, status }) => type === "no-password" && status === "active";
const iamUser: Fits = ({ type, status }) => type === "iam" && status === "active";
const valkeyUser: Fits = ({ engine, status }) => engine === "valkey" && status === "active";
const redisWithPassword: Fits = (user) => withPassword(user) && user.engine === "redis";
const valkeyWithPassword: Fits = (user) => withPassword(user) && user.engine === "valkey";

const one: readonly [Input<"ModifyUser">, Input<"ModifyUser">] = [
  { Passwords: [secret(18, "m")] },
  mode("password", secret(18, "m")),
];
const two: readonly [Input<"ModifyUser">, Input<"ModifyUser">] = [
  { Passwords: [secret(18, "m"), secret(18, "n")] },
  mode("password", secret(18, "m"), secret(18, "n")),
];
const none: readonly [Input<"ModifyUser">, Input<"ModifyUser">] = [
  { NoPasswordRequired: true },
  mode("no-password-required"),
];

const setting = (
  name: string,
  ...texts: readonly [string, ...string[]]
): Variation<"ModifyUser"> => ({
  name,
  when: (state) => usersWith(state, active).length > 0,
  inputs: (state) =>
    fc
      .tuple(oneId(usersWith(state, active)), fc.constantFrom(...texts))
      .map(([UserId, AccessString]) => ({ UserId, AccessString })),
});

const accessStringOf = (state: State, id: string): string => {
  const belief = believed(state, id);
  return belief.kind === "present" ? (belief.view.AccessString ?? "on ~* +@all") : "on ~* +@all";
};

const authentication: readonly Variation<"ModifyUser">[] = [
  of("password to one password", withPassword, ...one),
  of("password to two passwords", withPassword, ...two),
  of("password to none", redisWithPassword, ...none),
  of("no password to a password", withoutPassword, ...one),
  of("no password to two passwords", withoutPassword, ...two),
  of("no password to none", withoutPassword, ...none),
  of("password to iam", (user) => withPassword(user) && user.name === user.id, iam),
  of("no password to iam", (user) => withoutPassword(user) && user.name === user.id, iam),
  of("to iam under another name", (user) => active(user) && user.name !== user.id, iam),
  of("iam to a password", iamUser, ...one),
  of("iam to none", iamUser, ...none),
  of("iam to iam", iamUser, iam),
  of("15 characters", active, { Passwords: [secret(15)] }, mode("password", secret(15))),
  of("129 characters", active, { Passwords: [secret(129)] }, mode("password", secret(129))),
  of("three passwords", active, {
    Passwords: [secret(18, "m"), secret(18, "n"), secret(18, "o")],
  }),
  of("unknown mode", active, mode("kerberos"), mode("no-password")),
  of("passwords and NoPasswordRequired=false", withPassword, {
    Passwords: [secret(18, "m")],
    NoPasswordRequired: false,
  }),
  of(
    "passwords and an access string",
    withPassword,
    {
      Passwords: [secret(18, "m"), secret(18, "n")],
      AccessString: "off -@all",
    },
    { ...mode("password", secret(18, "m")), AccessString: "on ~* +@all" },
  ),
  of("blank access string", active, { AccessString: " " }),
  of("contradiction", active, { Passwords: [secret(18, "m")], NoPasswordRequired: true }),
];

const rest: readonly Variation<"ModifyUser">[] = [
  {
    name: "without UserId",
    inputs: () =>
      fc.constantFrom({ AccessString: "on ~* +@all" }, { UserId: "", AccessString: "on ~* +@all" }),
  },
  {
    name: "unknown user",
    weight: 2,
    when: (state) => freshIds(state).length > 0,
    inputs: (state) =>
      fc
        .tuple(oneId(freshIds(state)), fc.constantFrom({ AccessString: "off -@all" }, ...one))
        .map(([UserId, change]) => ({ UserId, ...change })),
  },
  {
    name: "default user",
    isReserved: true,
    inputs: () => fc.constantFrom({ UserId: "default", AccessString: "off -@all" }),
  },
  of("nothing", active, {}),
  of("append", active, { AppendAccessString: "+@write" }),
  of("while modifying", modifying, { AccessString: "off ~* -@all" }, ...one),
  {
    name: "while deleting",
    when: (state) => deletingIds(state).length > 0,
    inputs: (state) =>
      oneId(deletingIds(state)).map((UserId) => ({ UserId, AccessString: "off -@all" })),
  },
  of(
    "valkey on a no-password user",
    withoutPassword,
    { Engine: "valkey" },
    { Engine: "valkey", ...mode("no-password-required") },
  ),
  of("no password on a valkey user", valkeyUser, ...none),
  { ...of("to valkey", redisWithPassword, { Engine: "valkey" }), isFoundation: true },
  of("to VALKEY", redisWithPassword, { Engine: "VALKEY" }, { Engine: "Valkey" }),
  {
    name: "to the other engine, with its group",
    weight: 6,
    isFoundation: true,
    when: (state) => soleMembers(state).length > 0,
    inputs: (state) =>
      fc.constantFrom(...soleMembers(state)).map(([UserId, Engine]) => ({ UserId, Engine })),
  },
  { ...of("to redis", valkeyWithPassword, { Engine: "redis" }), isFoundation: true },
  of("passwords of a valkey user", valkeyWithPassword, mode("password", secret(18, "m"))),
  {
    name: "access string already in effect",
    when: (state) => usersWith(state, active).length > 0,
    inputs: (state) =>
      oneId(usersWith(state, active)).map((UserId) => ({
        UserId,
        AccessString: accessStringOf(state, UserId),
      })),
  },
];

const access: readonly Variation<"ModifyUser">[] = [
  { ...setting("fixed point", "off ~* -@all", ...fixedPoints), weight: 3 },
  of("fixed point on valkey", valkeyWithPassword, { AccessString: "on ~* +@all" }),
  setting("fixed list", fixedLists[0] ?? "on ~* +@all"),
  setting("fixed directional string", fixedDirectional),
  setting("439 characters", longest),
  setting("commands", "on ~* -@all +ping +get +hset"),
  setting("no base", "on ~app:* +@read", "on ~app:* +get +ping"),
  setting("no state, no commands", "~app:*", "~objects:* ~items:* ~public:*"),
  setting("keys last", "off +get ~keys*"),
  setting("leading white space", " on ~* +@all"),
  setting("words", "on allkeys allcommands"),
  setting("channels", "on ~* &* +@read"),
  setting("resetchannels", "on ~app:* resetchannels -@all +@read"),
  setting("directional", "on %R~app:* -@all +@read"),
  setting("read-write pattern", "on %RW~app:* -@all +@read"),
  setting("resetpass", "on resetpass ~* +@all"),
  setting("a password", "on >no-secret-of-ours ~* +@all"),
  setting("reset", "reset on ~* +@all"),
  setting("garbage", "on ~* +@all ?"),
  setting("unknown category", "on ~* -@all +@nosuch"),
  of("any user", anyone, { AccessString: "off -@all" }),
];

/** Users with a password who are all that a group has, each with the engine that it is not of. */
const soleMembers = (state: State): readonly (readonly [string, string])[] =>
  usersWith(state, withPassword).flatMap((id) => {
    const user = viewOf(state, id);
    const engine = user?.Engine === "redis" ? "valkey" : "redis";
    const groups = [...state.members].filter(
      ([group, members]) =>
        members.length === 1 &&
        members[0] === id &&
        settledGroup(state, group)?.Engine === user?.Engine,
    );
    return groups.length > 0 ? [[id, engine] as const] : [];
  });

/** The ways to ask for a changed user. */
export const modifyUserVariations: readonly Variation<"ModifyUser">[] = [
  ...authentication,
  ...rest,
  ...access,
].map((variation) => ({ ...variation, weight: variation.weight ?? 1 }));
