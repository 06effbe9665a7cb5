import type { Combinations } from "../../combinations/parameter.ts";
import { illegal } from "../../combinations/parameter.ts";
import { lookAtTags, resourceNames, taggedUsers } from "../../combinations/resources.ts";
import { tagLists } from "../../combinations/tags.ts";

/** The requests for more tags. */
export const addTagsCombinations: readonly Combinations[] = [
  {
    name: "AddTagsToResource",
    operation: "AddTagsToResource",
    states: taggedUsers,
    members: {
      ResourceName: resourceNames,
      Tags: tagLists.map((one) => (one.name === "absent" ? illegal(one) : one)),
    },
    look: lookAtTags,
  },
];
