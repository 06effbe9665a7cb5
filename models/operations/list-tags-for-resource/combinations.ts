import type { Combinations } from "../../combinations/parameter.ts";
import {
  groupNames,
  resourceNames,
  taggedGroups,
  taggedUsers,
} from "../../combinations/resources.ts";

/** The requests for the tags of a resource. */
export const listTagsCombinations: readonly Combinations[] = [
  {
    name: "ListTagsForResource",
    operation: "ListTagsForResource",
    states: taggedUsers,
    members: { ResourceName: resourceNames },
    look: () => [],
  },
  {
    name: "ListTagsForResource, of groups",
    operation: "ListTagsForResource",
    states: taggedGroups,
    members: { ResourceName: groupNames },
    look: () => [],
  },
];
