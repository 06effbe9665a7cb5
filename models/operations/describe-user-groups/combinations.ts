import { groupsAtRest, noGroup, passingGroups } from "../../combinations/groups.ts";
import type { Combinations } from "../../combinations/parameter.ts";
import { absent, value } from "../../combinations/parameter.ts";

/** The requests for groups. */
export const describeUserGroupsCombinations: readonly Combinations[] = [
  {
    name: "DescribeUserGroups",
    operation: "DescribeUserGroups",
    states: [...groupsAtRest, ...noGroup.slice(0, 1), ...passingGroups],
    members: {
      UserGroupId: [
        absent,
        { name: "as it is", put: (UserGroupId) => ({ UserGroupId }) },
        { name: "in capitals", put: (UserGroupId) => ({ UserGroupId: UserGroupId.toUpperCase() }) },
      ],
      MaxRecords: [absent, value("20", { MaxRecords: 20 }), value("100", { MaxRecords: 100 })],
    },
    look: () => [],
  },
];
