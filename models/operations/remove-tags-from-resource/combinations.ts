import type { Combinations, ValueClass } from "../../combinations/parameter.ts";
import { absent, illegal, value } from "../../combinations/parameter.ts";
import {
  groupNames,
  lookAtTags,
  lookAtTagsOfGroup,
  resourceNames,
  taggedGroups,
  taggedUsers,
} from "../../combinations/resources.ts";

const keys: readonly ValueClass[] = [
  value("one that is there", { TagKeys: ["k"] }),
  value("of a pair that differs by case", { TagKeys: ["team"] }),
  value("a pair that differs by case", { TagKeys: ["Team", "team"] }),
  value("of a pair that begins alike", { TagKeys: ["env"] }),
  value("two", { TagKeys: ["env", "k"] }),
  value("one that is not there", { TagKeys: ["not-there"] }),
  illegal(absent),
];

/** The requests for fewer tags. */
export const removeTagsCombinations: readonly Combinations[] = [
  {
    name: "RemoveTagsFromResource",
    operation: "RemoveTagsFromResource",
    states: taggedUsers,
    members: { ResourceName: resourceNames, TagKeys: keys },
    look: lookAtTags,
  },
  {
    name: "RemoveTagsFromResource, of groups",
    operation: "RemoveTagsFromResource",
    states: taggedGroups,
    members: {
      ResourceName: groupNames,
      TagKeys: keys.filter(({ name }) => !name.includes("by case")),
    },
    look: lookAtTagsOfGroup,
  },
];
