import * as fc from "fast-check";

import { secret } from "../../contract/placeholder.ts";
import {
  fixedDirectional,
  fixedLists,
  fixedPoints,
  longest,
} from "../../rules/access-string-asked.ts";
import { badTags, goodTags, oddTags } from "../../universe/tags.ts";
import { deletedIds, freshIds, deletingIds, oneId, presentIds } from "../../universe/universe.ts";
import { categories, commands } from "../../vocabulary/access-string.ts";
import type { Variation } from "../operation.ts";
import { authentication, valkey } from "./generate-authentication.ts";
import {
  always,
  oneOfThese,
  plain,
  having,
  foundation,
  reserved,
  authenticating,
  withSameName,
  lacking,
  on,
  accessStrings,
} from "./requests.ts";

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
  on("deleting id", deletingIds),
];

const access: readonly Variation<"CreateUser">[] = [
  accessStrings("state alone", "on"),
  { ...accessStrings("fixed point", ...fixedPoints), weight: 2 },
  { ...accessStrings("fixed list", ...fixedLists), weight: 2 },
  accessStrings("fixed directional string", fixedDirectional),
  accessStrings("439 characters", longest),
  having(
    "any category",
    fc.subarray([...categories], { minLength: 5 }).map((names) => ({
      AccessString: `on ~* -@all ${names.map((name) => `+@${name}`).join(" ")}`,
    })),
    8,
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
