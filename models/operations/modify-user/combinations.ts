import type { Combinations, ValueClass } from "../../combinations/parameter.ts";
import { absent, illegal, value } from "../../combinations/parameter.ts";
import {
  accessStrings,
  authentications,
  awsDefault,
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

const engines: readonly ValueClass[] = [
  absent,
  value("redis", { Engine: "redis" }),
  value("valkey", { Engine: "valkey" }),
  value("VALKEY", { Engine: "VALKEY" }),
];

const appended: readonly ValueClass[] = [
  absent,
  value("a category", { AppendAccessString: "+@write" }),
];

/** The requests for a change of a user, by what they are made of. */
export const modifyUserCombinations: readonly Combinations[] = [
  {
    name: "ModifyUser",
    operation: "ModifyUser",
    states: [
      ...loneUsers,
      ...members,
      ...[nobody, ...passing, awsDefault].map((one) => illegal(one)),
    ],
    members: {
      UserId: userIdSpellings,
      Engine: engines,
      AccessString: [absent, ...accessStrings],
      AppendAccessString: appended,
      authentication: [absent, ...authentications],
    },
    look: lookAtUser,
  },
  {
    name: "ModifyUser, authentication",
    operation: "ModifyUser",
    states: loneUsers,
    members: {
      UserId: userIdSpellings.slice(0, 1),
      Passwords: passwordLists,
      NoPasswordRequired: noPasswordFlags,
      AuthenticationMode: modes,
    },
    isUnmasked: true,
    look: lookAtUser,
  },
];
