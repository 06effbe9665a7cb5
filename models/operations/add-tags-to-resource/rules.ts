import { knowsTagsOf } from "../../belief/tags.ts";
import type { Tag } from "../../contract/contract.ts";
import { resourceKey } from "../../contract/resource.ts";
import { equal } from "../../rules/check.ts";
import { missing } from "../../rules/grounds.ts";
import { isOf, resourceRules, taggedBy } from "../../rules/resource-name.ts";
import { type Asked, observed, type Rule } from "../../rules/rule.ts";
import { asSet, hasKeyTwice, merged, tagRules, answersTagList } from "../../rules/tags.ts";

type Add = Asked<"AddTagsToResource">;

/** The tags after the request; nothing where those before it are not known. */
const tagsAfter = ({ before, input }: Add): readonly Tag[] | undefined => {
  const resource = taggedBy(input);
  const tagged =
    resource === undefined || !isOf(before, input, "present")
      ? undefined
      : before.tags.get(resourceKey(resource));
  return tagged === undefined ? undefined : merged(tagged.tags, input.Tags ?? []);
};

/** What AddTagsToResource takes, refuses and answers. */
export const addTagsRules: readonly Rule<"AddTagsToResource">[] = [
  ...resourceRules("add-tags-to-resource"),
  missing("add-tags-to-resource/resource-name-missing", "AddTagsToResource", "ResourceName", {
    orEmpty: true,
  }),
  missing("add-tags-to-resource/tags-missing", "AddTagsToResource", "Tags"),
  ...tagRules<"AddTagsToResource">(
    "add-tags-to-resource",
    (asked) => tagsAfter(asked)?.length ?? 0,
  ),
  answersTagList<"AddTagsToResource">(
    "add-tags-to-resource/tag-list",
    ({ input }) => (input.Tags ?? []).length > 0,
  ),
  {
    kind: "guarantee",
    id: "add-tags-to-resource/whole-list",
    level: "should",
    clause: observed(
      ["F363"],
      "cloud-custodian sharded_copy_cluster_tags, clusters",
      "List → [App]; Add → [App, Env, Zone, Color]: the full list after the merge",
    ),
    check: (accepted) => {
      const tags = tagsAfter(accepted);
      const { Tags = [] } = accepted.input;
      const { TagList = [] } = accepted.output;
      // That no list is shown is told by the rule before.
      if (Tags.length > 0 && TagList.length === 0) return "silent";
      return tags === undefined ||
        !knowsTagsOf(accepted.before, accepted.input) ||
        hasKeyTwice(Tags)
        ? "silent"
        : equal(asSet(tags), asSet(TagList));
    },
  },
];
