import {
  groupIdSpellings,
  groupsAtRest,
  lookAtGroup,
  noGroup,
  passingGroups,
} from "../../combinations/groups.ts";
import type { Combinations } from "../../combinations/parameter.ts";
import { illegal } from "../../combinations/parameter.ts";
import { userSettled } from "../../combinations/users.ts";

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
    // Its users are in it no longer.
    look: (id) => [...lookAtGroup(id), userSettled("u-0"), userSettled("u-2")],
  },
];
