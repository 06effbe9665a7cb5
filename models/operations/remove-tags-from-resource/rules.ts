import { resourceKey } from "../../contract/resource.ts";
import { missing } from "../../rules/grounds.ts";
import { resourceRules, taggedBy } from "../../rules/resource-name.ts";
import { type Rule } from "../../rules/rule.ts";
import { answersTagList } from "../../rules/tags.ts";

/** What RemoveTagsFromResource takes, refuses and answers. */
export const removeTagsRules: readonly Rule<"RemoveTagsFromResource">[] = [
  ...resourceRules("remove-tags-from-resource"),
  missing(
    "remove-tags-from-resource/resource-name-missing",
    "RemoveTagsFromResource",
    "ResourceName",
    { orEmpty: true },
  ),
  missing("remove-tags-from-resource/tag-keys-missing", "RemoveTagsFromResource", "TagKeys"),
  answersTagList<"RemoveTagsFromResource">(
    "remove-tags-from-resource/tag-list",
    ({ before, input }) => {
      const resource = taggedBy(input);
      const tags =
        resource === undefined ? [] : (before.tags.get(resourceKey(resource))?.tags ?? []);
      return tags.some(({ Key = "" }) => input.TagKeys?.includes(Key) !== true);
    },
  ),
];
