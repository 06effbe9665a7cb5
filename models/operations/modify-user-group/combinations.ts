import {
  groupIdSpellings,
  groupsAtRest,
  lookAtGroup,
  noGroup,
  passingGroups,
  stranger,
} from "../../combinations/groups.ts";
import type { Combinations } from "../../combinations/parameter.ts";
import { absent, illegal, value } from "../../combinations/parameter.ts";

const adding = (name: string, ...UserIdsToAdd: readonly string[]) => value(name, { UserIdsToAdd });
const removing = (name: string, ...UserIdsToRemove: readonly string[]) =>
  value(name, { UserIdsToRemove });

/** The requests for a change of a group, by what they are made of. */
export const modifyUserGroupCombinations: readonly Combinations[] = [
  {
    name: "ModifyUserGroup",
    operation: "ModifyUserGroup",
    states: [
      ...groupsAtRest,
      ...[...noGroup.slice(0, 1), ...passingGroups].map((one) => illegal(one)),
    ],
    members: {
      UserGroupId: groupIdSpellings,
      Engine: [
        absent,
        value("redis", { Engine: "redis" }),
        value("valkey", { Engine: "valkey" }),
        illegal(value("unknown", { Engine: "memcached" })),
      ],
      UserIdsToAdd: [
        absent,
        adding("one", "u-2"),
        adding("in capitals", "U-2"),
        adding("a default user", "u-0"),
        adding("another default user", "u-1"),
        adding("of another engine", "u-4"),
        adding("two", "u-2", "u-3"),
        illegal(adding("one that nobody made", stranger)),
      ],
      UserIdsToRemove: [
        absent,
        removing("one", "u-2"),
        removing("in capitals", "U-2"),
        removing("the default user", "u-0"),
        removing("two", "u-2", "u-3"),
        removing("two, a default user among them", "u-0", "u-2"),
        illegal(removing("no member", "u-1")),
        illegal(removing("one that nobody made", stranger)),
      ],
    },
    look: lookAtGroup,
  },
  {
    // What is refused for the whole of a change would seldom meet among pairs.
    name: "ModifyUserGroup, default users",
    operation: "ModifyUserGroup",
    states: groupsAtRest.filter(({ name }) => name.startsWith("redis")),
    members: {
      UserGroupId: groupIdSpellings.slice(0, 1),
      UserIdsToAdd: [absent, adding("another default user", "u-1")],
      UserIdsToRemove: [
        removing("the default user", "u-0"),
        removing("two, a default user among them", "u-0", "u-2"),
      ],
    },
    isUnmasked: true,
    look: lookAtGroup,
  },
];
