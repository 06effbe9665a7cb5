import type { Combinations, ValueClass } from "../../combinations/parameter.ts";
import { absent, illegal, value } from "../../combinations/parameter.ts";
import { tagLists } from "../../combinations/tags.ts";
import {
  accessStrings,
  authentications,
  loneUsers,
  lookAtUser,
  members,
  modes,
  nobody,
  noPasswordFlags,
  passing,
  passwordLists,
  userIdSpellings,
} from "../../combinations/users.ts";

const names: readonly ValueClass[] = [
  value("a name", { UserName: "ann" }),
  { name: "its id", put: (UserName) => ({ UserName }) },
  value("default", { UserName: "default" }),
  value("in capitals", { UserName: "ANN" }),
  value("to be escaped", { UserName: "a<b>&\"c'" }),
  value("beyond ASCII", { UserName: "Jörg Ω" }),
  illegal(absent),
  illegal(value("empty", { UserName: "" })),
];

const engines: readonly ValueClass[] = [
  value("redis", { Engine: "redis" }),
  value("valkey", { Engine: "valkey" }),
  value("REDIS", { Engine: "REDIS" }),
  value("VALKEY", { Engine: "VALKEY" }),
  illegal(absent),
  illegal(value("unknown", { Engine: "memcached" })),
];

/** The requests for a new user, by what they are made of. */
export const createUserCombinations: readonly Combinations[] = [
  {
    name: "CreateUser",
    operation: "CreateUser",
    states: [
      nobody,
      ...[...loneUsers.slice(0, 1), ...loneUsers.slice(-1), ...members.slice(1, 2)].map((one) =>
        illegal(one),
      ),
      ...passing.map((one) => (one.name === "deleted user" ? one : illegal(one))),
    ],
    members: {
      UserId: [
        ...userIdSpellings,
        illegal(value("malformed", { UserId: "1user" })),
        illegal(value("with a blank", { UserId: "user name" })),
      ],
      UserName: names,
      Engine: engines,
      AccessString: [...accessStrings, illegal(absent)],
      authentication: authentications,
      Tags: tagLists,
    },
    look: lookAtUser,
  },
  {
    name: "CreateUser, authentication",
    operation: "CreateUser",
    states: [nobody],
    members: {
      UserId: userIdSpellings.slice(0, 1),
      UserName: names.slice(1, 2),
      AccessString: accessStrings.slice(0, 1),
      Engine: engines.slice(0, 2),
      Passwords: [
        ...passwordLists,
        illegal(value("a forbidden character", { Passwords: ["{{a:16}}/"] })),
        value("equal ones", { Passwords: ["{{a:17}}", "{{a:17}}"] }),
      ],
      NoPasswordRequired: noPasswordFlags,
      AuthenticationMode: modes,
    },
    isUnmasked: true,
    look: lookAtUser,
  },
];
