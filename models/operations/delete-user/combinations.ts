import type { Combinations } from "../../combinations/parameter.ts";
import { illegal } from "../../combinations/parameter.ts";
import {
  awsDefault,
  loneUsers,
  lookAtUser,
  members,
  nobody,
  passing,
  userIdSpellings,
} from "../../combinations/users.ts";

/** The requests for the end of a user. */
export const deleteUserCombinations: readonly Combinations[] = [
  {
    name: "DeleteUser",
    operation: "DeleteUser",
    states: [
      ...loneUsers,
      ...members,
      ...[nobody, ...passing, awsDefault].map((one) => illegal(one)),
    ],
    members: { UserId: userIdSpellings },
    look: lookAtUser,
  },
];
