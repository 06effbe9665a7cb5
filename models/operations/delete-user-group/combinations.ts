import {
  groupIdSpellings,
  groupsAtRest,
  lookAtGroup,
  noGroup,
  passingGroups,
} from "../../combinations/groups.ts";
import type { Combinations } from "../../combinations/parameter.ts";
import { illegal } from "../../combinations/parameter.ts";

/** The requests for the end of a group. */
export const deleteUserGroupCombinations: readonly Combinations[] = [
  {
    name: "DeleteUserGroup",
    operation: "DeleteUserGroup",
    states: [
      ...groupsAtRest,
      ...[...noGroup.slice(0, 1), ...passingGroups].map((one) => illegal(one)),
    ],
    members: { UserGroupId: groupIdSpellings },
    look: lookAtGroup,
  },
];
