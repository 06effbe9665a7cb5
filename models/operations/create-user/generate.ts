import * as fc from "fast-check";

import type { State } from "../../belief/state.ts";
import type { Input } from "../../contract/contract.ts";
import { fixedDirectional, fixedLists, fixedPoints, longest } from "../../rules/access-string.ts";
import { badTags, goodTags, oddTags } from "../../universe/tags.ts";
import {
  deletedIds,
  freshIds,
  iam,
  leavingIds,
  nameFor,
  noPasswordSpellings,
  oneId,
  passwordSpellings,
  presentIds,
  secret,
  userNames,
} from "../../universe/universe.ts";
import { categories, commands } from "../../vocabulary/access-string.ts";
import type { Variation } from "../operation.ts";
import { valkeyStrings } from "./authentication.ts";

type Change = fc.Arbitrary<Input<"CreateUser">>;

const always = (change: Input<"CreateUser">): Change => fc.constant(change);
const oneOfThese = (...changes: readonly Input<"CreateUser">[]): Change =>
  fc.constantFrom(...changes);

/** A request with nothing special about it. */
const plain = (state: State): fc.Arbitrary<Input<"CreateUser">> =>
  fc
    .tuple(
      oneId(freshIds(state)),
      fc.oneof(
        { weight: 4, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...userNames) },
      ),
      fc.constantFrom("on ~* +@all", "off ~* -@all", "on +@all"),
      fc.oneof(passwordSpellings, noPasswordSpellings),
    )
    .map(([UserId, otherName, AccessString, authentication]) => ({
      UserId,
      UserName: otherName ?? nameFor(UserId),
      Engine: "redis",
      AccessString,
      ...authentication,
    }));

/** A plain request without what it says of authentication. */
const bare = (state: State): fc.Arbitrary<Input<"CreateUser">> =>
  plain(state).map(({ UserId, UserName, Engine, AccessString }) => ({
    ...(UserId === undefined ? {} : { UserId }),
    ...(UserName === undefined ? {} : { UserName }),
    ...(Engine === undefined ? {} : { Engine }),
    ...(AccessString === undefined ? {} : { AccessString }),
  }));

const having = (name: string, change: Change, weight = 1): Variation<"CreateUser"> => ({
  name,
  weight,
  inputs: (state) =>
    fc.tuple(plain(state), change).map(([input, special]) => ({ ...input, ...special })),
});

const foundation = (variation: Variation<"CreateUser">): Variation<"CreateUser"> => ({
  ...variation,
  isFoundation: true,
});

const reserved = (variation: Variation<"CreateUser">): Variation<"CreateUser"> => ({
  ...variation,
  isReserved: true,
});

/** A request that says of authentication just this. */
const authenticating = (name: string, change: Change): Variation<"CreateUser"> => ({
  name,
  inputs: (state) =>
    fc.tuple(bare(state), change).map(([input, special]) => ({ ...input, ...special })),
});

const asIam = (name: string, change: Change): Variation<"CreateUser"> => ({
  name,
  inputs: (state) =>
    fc
      .tuple(bare(state), change)
      .map(([input, special]) => withSameName({ ...input, ...iam, ...special })),
});

const withSameName = (input: Input<"CreateUser">): Input<"CreateUser"> =>
  input.UserId === undefined ? input : { ...input, UserName: input.UserId };

const lacking = (
  member: "UserId" | "UserName" | "Engine" | "AccessString",
): Variation<"CreateUser"> => ({
  name: `without ${member}`,
  inputs: (state) =>
    plain(state).map((input) =>
      Object.fromEntries(Object.entries(input).filter(([name]) => name !== member)),
    ),
});

const on = (
  name: string,
  ids: (state: State) => readonly string[],
  spell: (id: string) => string = (id) => id,
): Variation<"CreateUser"> => ({
  name,
  when: (state) => ids(state).length > 0,
  inputs: (state) =>
    fc
      .tuple(plain(state), oneId(ids(state)))
      .map(([input, id]) => ({ ...input, UserId: spell(id) })),
});

const accessStrings = (name: string, ...texts: readonly string[]): Variation<"CreateUser"> =>
  having(
    name,
    fc.constantFrom(...texts).map((AccessString) => ({ AccessString })),
  );

const mode = (Type: string, ...Passwords: readonly string[]): Input<"CreateUser"> => ({
  AuthenticationMode: { Type, ...(Passwords.length === 0 ? {} : { Passwords }) },
});

const redisPatterns = fc
  .subarray(["~app:*", "~log:*", "~{tag}:*"], { minLength: 1 })
  .chain((keys) =>
    fc
      .tuple(
        fc.constantFrom("on", "off"),
        fc.subarray(["+@read", "-@dangerous", "+get", "+ping", "+cluster|slots"], { minLength: 1 }),
        fc.boolean(),
      )
      .map(([state, rules, based]) => [state, ...keys, ...(based ? ["-@all"] : []), ...rules]),
  )
  .map((tokens) => ({ AccessString: tokens.join(" ") }));

const identity: readonly Variation<"CreateUser">[] = [
  { name: "plain", weight: 12, isFoundation: true, inputs: plain },
  lacking("UserId"),
  lacking("UserName"),
  lacking("Engine"),
  lacking("AccessString"),
  having("empty id", always({ UserId: "" })),
  having("empty name", always({ UserName: "" })),
  having("blank access string", oneOfThese({ AccessString: " " }, { AccessString: "" })),
  having(
    "malformed id",
    oneOfThese(
      { UserId: "1user" },
      { UserId: "-user" },
      { UserId: "user name" },
      { UserId: "user@host" },
      { UserId: "user_0" },
    ),
  ),
  reserved(having("id with a dot", oneOfThese({ UserId: "user.name" }, { UserId: "default.x" }))),
  having(
    "id of unsettled form",
    oneOfThese({ UserId: "u--9" }, { UserId: "u-" }, { UserId: `u${"9".repeat(45)}` }),
  ),
  having("unknown engine", oneOfThese({ Engine: "memcached" }, { Engine: "redis7" })),
  having("engine in capitals", oneOfThese({ Engine: "REDIS" }, { Engine: "Redis" })),
  foundation(having("name default", always({ UserName: "default" }), 3)),
  foundation(
    authenticating(
      "name default with a password",
      always({ UserName: "default", Passwords: [secret(17)] }),
    ),
  ),
  {
    name: "name like the id",
    weight: 3,
    inputs: (state) => plain(state).map((input) => withSameName(input)),
  },
  having("name in capitals", always({ UserName: "ANN" })),
  having(
    "name to be escaped",
    oneOfThese({ UserName: "a<b>&\"c'" }, { UserName: "Jörg Ω" }, { UserName: "x & y" }),
  ),
  reserved(having("default id", always({ UserId: "default" }))),
  foundation(
    having(
      "good tags",
      goodTags.map((Tags) => ({ Tags })),
      3,
    ),
  ),
  ...[...oddTags, ...badTags].map(([name, Tags]) => having(name, always({ Tags }))),
  on("taken id", presentIds),
  on("taken id in other case", presentIds, (id) => id.toUpperCase()),
  on("fresh id in capitals", freshIds, (id) => id.toUpperCase()),
  {
    name: "fresh id in capitals, with tags",
    when: (state) => freshIds(state).length > 0,
    inputs: (state) =>
      fc
        .tuple(plain(state), oneId(freshIds(state)), goodTags)
        .map(([input, id, Tags]) => ({ ...input, UserId: id.toUpperCase(), Tags })),
  },
  on("deleted id", deletedIds),
  on("deleting id", leavingIds),
];

const authentication: readonly Variation<"CreateUser">[] = [
  authenticating("no authentication", always({})),
  authenticating("NoPasswordRequired=false alone", always({ NoPasswordRequired: false })),
  authenticating(
    "unknown mode",
    oneOfThese(mode("kerberos"), mode("no-password"), mode("kerberos", secret(16))),
  ),
  authenticating(
    "15 characters",
    oneOfThese({ Passwords: [secret(15)] }, mode("password", secret(15))),
  ),
  authenticating(
    "129 characters",
    oneOfThese({ Passwords: [secret(129)] }, mode("password", secret(129))),
  ),
  authenticating(
    "16 characters",
    oneOfThese({ Passwords: [secret(16)] }, mode("password", secret(16))),
  ),
  authenticating(
    "128 characters",
    oneOfThese({ Passwords: [secret(128)] }, mode("password", secret(128))),
  ),
  authenticating(
    "two passwords",
    oneOfThese(
      { Passwords: [secret(17), secret(17, "b")] },
      mode("password", secret(17), secret(17, "b")),
    ),
  ),
  authenticating(
    "three passwords",
    oneOfThese(
      { Passwords: [secret(17), secret(17, "b"), secret(17, "c")] },
      mode("password", secret(17), secret(17, "b"), secret(17, "c")),
    ),
  ),
  authenticating("equal passwords", always({ Passwords: [secret(17), secret(17)] })),
  authenticating("password with parentheses", always({ Passwords: [`${secret(15)}))`] })),
  authenticating(
    "password with a forbidden character",
    oneOfThese(
      { Passwords: [`${secret(16)}/`] },
      { Passwords: [`${secret(16)}@`] },
      { Passwords: [`${secret(16)}"`] },
    ),
  ),
  authenticating(
    "passwords and NoPasswordRequired",
    always({ Passwords: [secret(17)], NoPasswordRequired: true }),
  ),
  authenticating(
    "passwords in mode no-password-required",
    oneOfThese(mode("no-password-required", secret(17)), {
      Passwords: [secret(17)],
      ...mode("no-password-required"),
    }),
  ),
  authenticating("mode password without passwords", always(mode("password"))),
  authenticating(
    "passwords twice",
    always({ Passwords: [secret(17)], ...mode("password", secret(17, "b")) }),
  ),
  authenticating(
    "NoPasswordRequired with mode password",
    always({ NoPasswordRequired: true, ...mode("password") }),
  ),
  authenticating(
    "NoPasswordRequired with passwords in mode password",
    always({ NoPasswordRequired: true, ...mode("password", secret(17)) }),
  ),
  authenticating(
    "both no-password spellings",
    always({ NoPasswordRequired: true, ...mode("no-password-required") }),
  ),
  authenticating(
    "mode password with legacy passwords",
    always({ Passwords: [secret(17)], ...mode("password") }),
  ),
  authenticating(
    "NoPasswordRequired=false with passwords",
    oneOfThese(
      { NoPasswordRequired: false, Passwords: [secret(17)] },
      { NoPasswordRequired: false, ...mode("password", secret(17)) },
    ),
  ),
  authenticating("iam under another name", always({ UserName: "ann", ...iam })),
  authenticating("iam named default", always({ UserName: "default", ...iam })),
  { ...asIam("iam", always({})), weight: 4, isFoundation: true },
  asIam("iam and NoPasswordRequired=false", always({ NoPasswordRequired: false })),
  asIam("iam with passwords", oneOfThese(mode("iam", secret(17)), { Passwords: [secret(17)] })),
  asIam("iam and NoPasswordRequired", always({ NoPasswordRequired: true })),
  asIam("iam of fixed list", always({ AccessString: fixedLists[2] ?? "" })),
];

const valkey: readonly Variation<"CreateUser">[] = [
  {
    ...authenticating(
      "valkey with a password",
      oneOfThese(
        { Engine: "valkey", Passwords: [secret(17)] },
        { Engine: "valkey", ...mode("password", secret(17)) },
      ),
    ),
    weight: 4,
    isFoundation: true,
  },
  authenticating(
    "valkey in mode no-password-required",
    always({ Engine: "valkey", ...mode("no-password-required") }),
  ),
  authenticating(
    "valkey and NoPasswordRequired",
    always({ Engine: "valkey", NoPasswordRequired: true }),
  ),
  authenticating("VALKEY", always({ Engine: "VALKEY", Passwords: [secret(17)] })),
  authenticating(
    "valkey named default",
    always({
      Engine: "valkey",
      UserName: "default",
      AccessString: "off ~* +@all",
      Passwords: [secret(17)],
    }),
  ),
  authenticating(
    "valkey, off with all commands",
    always({ Engine: "valkey", AccessString: "off ~* +@all", Passwords: [secret(17)] }),
  ),
  {
    ...authenticating(
      "valkey with a string in use",
      fc
        .constantFrom(...valkeyStrings)
        .map((AccessString) => ({ Engine: "valkey", AccessString, Passwords: [secret(17)] })),
    ),
    weight: 2,
  },
  authenticating(
    "valkey and NoPasswordRequired=false",
    always({ Engine: "valkey", NoPasswordRequired: false, Passwords: [secret(17)] }),
  ),
];

const access: readonly Variation<"CreateUser">[] = [
  { ...accessStrings("fixed point", ...fixedPoints), weight: 2 },
  { ...accessStrings("fixed list", ...fixedLists), weight: 2 },
  accessStrings("fixed directional string", fixedDirectional),
  accessStrings("439 characters", longest),
  having(
    "any category",
    fc.subarray([...categories], { minLength: 5 }).map((names) => ({
      AccessString: `on ~* -@all ${names.map((name) => `+@${name}`).join(" ")}`,
    })),
  ),
  having(
    "any command",
    fc.subarray([...commands], { minLength: 1 }).map((names) => ({
      AccessString: `on ~* -@all ${names.map((name) => `+${name}`).join(" ")}`,
    })),
  ),
  having("patterns and rules", redisPatterns, 2),
  accessStrings("no base", "on ~app:* +@read", "on ~app:* +get +ping"),
  accessStrings("no state, no commands", "~app:*", "~objects:* ~items:* ~public:*"),
  { ...accessStrings("keys last", "off +get ~keys*", "on -@all +@read ~app:*"), weight: 2 },
  accessStrings("leading white space", " on ~* +@all"),
  accessStrings("words", "on allkeys allcommands"),
  accessStrings("channels", "on ~* &* +@all", "on ~* &* -@all +@read"),
  accessStrings("channels and no base", "on ~* &* +@read"),
  accessStrings("resetchannels", "on ~app:* resetchannels -@all +@read"),
  accessStrings("directional", "on %R~app:* -@all +@read", "on %W~app:* ~log:* -@all +@read"),
  accessStrings("read-write pattern", "on %RW~app:* -@all +@read"),
  accessStrings("resetpass", "on resetpass ~* +@all"),
  accessStrings("a password", "on >no-secret-of-ours ~* +@all"),
  accessStrings("reset", "reset on ~* +@all"),
  accessStrings("garbage", "on ~* +@all ?", "on foo ~* +@all"),
  accessStrings("unknown category", "on ~* -@all +@nosuch"),
];

/** The ways to ask for a new user. */
export const createUserVariations: readonly Variation<"CreateUser">[] = [
  ...identity,
  ...authentication,
  ...valkey,
  ...access,
];
