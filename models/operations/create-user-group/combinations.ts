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
import { tagLists } from "../../combinations/tags.ts";

const users = (name: string, ...UserIds: readonly string[]) => value(name, { UserIds });

/** The requests for a new group, by what they are made of. */
export const createUserGroupCombinations: readonly Combinations[] = [
  {
    name: "CreateUserGroup",
    operation: "CreateUserGroup",
    states: [
      ...noGroup,
      ...groupsAtRest.slice(0, 1).map((one) => illegal(one)),
      ...passingGroups
        .filter(({ name }) => /being deleted|deleted/.test(name))
        .map((one) => (one.name === "deleted group" ? one : illegal(one))),
    ],
    members: {
      UserGroupId: [...groupIdSpellings, illegal(value("malformed", { UserGroupId: "1g" }))],
      Engine: [
        value("redis", { Engine: "redis" }),
        value("valkey", { Engine: "valkey" }),
        value("REDIS", { Engine: "REDIS" }),
        value("VALKEY", { Engine: "VALKEY" }),
        illegal(absent),
        illegal(value("unknown", { Engine: "memcached" })),
      ],
      UserIds: [
        users("its default user", "u-0"),
        users("two", "u-0", "u-2"),
        users("in capitals", "U-0", "U-2"),
        users("no default user", "u-2"),
        users("of the other engine", "u-0", "u-4"),
        illegal(absent),
        illegal(users("one twice", "u-0", "u-0")),
        illegal(users("two of one name", "u-0", "u-1")),
        illegal(users("one that nobody made", "u-0", stranger)),
        illegal(users("nobody but a stranger", stranger)),
      ],
      Tags: tagLists,
    },
    look: lookAtGroup,
  },
];
