import type { Combinations } from "../../combinations/parameter.ts";
import { absent, illegal, value } from "../../combinations/parameter.ts";
import { lookAtTags, resourceNames, taggedUsers } from "../../combinations/resources.ts";

/** The requests for fewer tags. */
export const removeTagsCombinations: readonly Combinations[] = [
  {
    name: "RemoveTagsFromResource",
    operation: "RemoveTagsFromResource",
    states: taggedUsers,
    members: {
      ResourceName: resourceNames,
      TagKeys: [
        value("one that is there", { TagKeys: ["k"] }),
        value("of a pair that differs by case", { TagKeys: ["team"] }),
        value("a pair that differs by case", { TagKeys: ["Team", "team"] }),
        value("of a pair that begins alike", { TagKeys: ["env"] }),
        value("two", { TagKeys: ["env", "k"] }),
        value("one that is not there", { TagKeys: ["not-there"] }),
        illegal(absent),
      ],
    },
    look: lookAtTags,
  },
];
