import type { Combinations } from "../../combinations/parameter.ts";
import { illegal } from "../../combinations/parameter.ts";
import {
  groupNames,
  lookAtTags,
  lookAtTagsOfGroup,
  resourceNames,
  taggedGroups,
  taggedUsers,
} from "../../combinations/resources.ts";
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
  {
    name: "AddTagsToResource, of groups",
    operation: "AddTagsToResource",
    states: taggedGroups,
    members: {
      ResourceName: groupNames,
      Tags: tagLists.filter(({ name }) => name !== "absent"),
    },
    look: lookAtTagsOfGroup,
  },
];
