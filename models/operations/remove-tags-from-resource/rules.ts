import { resourceKey } from "../../contract/resource.ts";
import { none } from "../../rules/check.ts";
import { missing } from "../../rules/grounds.ts";
import { resourceRules, taggedBy } from "../../rules/resource-name.ts";
import { documented, type Rule } from "../../rules/rule.ts";
import { model } from "../../rules/sources.ts";
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
  {
    kind: "guarantee",
    id: "remove-tags-from-resource/answers-without-removed",
    level: "should",
    clause: documented(
      ["F024"],
      model,
      "TagListMessage: the output of RemoveTagsFromResource. TagList: a list of tags, none of those that were removed",
    ),
    check: ({ input: { TagKeys = [] }, output: { TagList = [] } }) =>
      none(
        "no tag that was removed",
        TagList.flatMap(({ Key = "" }) => (TagKeys.includes(Key) ? [Key] : [])),
      ),
  },
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
